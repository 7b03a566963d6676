package dmail.smtp.routing;

import dmail.common.address.EmailAddress;
import dmail.common.login.Lookup;
import dmail.common.login.Mailbox;
import dmail.smtp.message.Target;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Expands one recipient address: forward rules, aliases, the table of virtual users, the user data
 * base, the user's forward file, the drop file. Each address that a rule names is expanded in the
 * same way.
 *
 * <p>When expansion returns to an address, the rules already applied to it are skipped: an alias
 * that names itself means the user of that name, and a forward that returns to its user means his
 * drop file. So no expansion loops.
 *
 * <p>It goes no further than its destinations are asked for, and is asked soon, since a reload may
 * replace its rules. Used by one thread; may block during a look-up in the user data base.
 */
public final class AddressExpansion {
    /** A longer path is a mistake in the rules. */
    static final int LONGEST = 100;

    /** More targets are a job for a list server. */
    static final int MOST_LEAVES = 10_000;

    private static final int MOST_STEPS = 100_000;

    /**
     * Below it in {@link #left} are the tasks of other addresses. It is there before any task that
     * reads a file.
     */
    private static final Task END_OF_ADDRESS = () -> {};

    /** A part of an expansion. */
    @FunctionalInterface
    private interface Task {
        void carryOut() throws IOException;
    }

    private final Users users;
    private final Expansions expansions;
    private final Trace trace;
    private final ExpandedRecipients targets = new ExpandedRecipients();
    private final Set<String> followed = new HashSet<>();

    /** What is left to do, the next one first. */
    private final Deque<Task> left = new ArrayDeque<>();

    private Optional<String> problem = Optional.empty();
    private Optional<Destination> latest = Optional.empty();
    private int steps;

    private AddressExpansion(Users users, Expansions expansions, Trace trace) {
        this.users = users;
        this.expansions = expansions;
        this.trace = trace;
    }

    /** Begins to expand an address. */
    static AddressExpansion of(
            EmailAddress address, Users users, Expansions expansions, Trace trace) {
        AddressExpansion expansion = new AddressExpansion(users, expansions, trace);
        expansion.left.push(() ->
                expansion.follow(address, ExpansionPath.start(expansion.key(address), address)));
        return expansion;
    }

    /** {@return an expansion that gives the destinations of a known route} */
    static AddressExpansion known(Route route, Users users, Expansions expansions) {
        AddressExpansion expansion = new AddressExpansion(users, expansions, Trace.NONE);
        for (ExpandedRecipient end : route.targets().reversed()) {
            expansion.left.push(() -> expansion.add(end.target(), end.destination()));
        }
        return expansion;
    }

    /**
     * {@return one more destination that mail for the address goes to; empty after the last} An
     * address that leads nowhere has none here; {@link #route()} says so.
     */
    public Optional<Destination> next() {
        latest = Optional.empty();
        while (latest.isEmpty() && !left.isEmpty()) {
            try {
                left.pop().carryOut();
            } catch (IOException unreadable) {
                problem = Optional.of("a file of aliases or forwards cannot be read");
                leaveAddress();
            }
        }
        return latest;
    }

    private void leaveAddress() {
        while (!left.pop().equals(END_OF_ADDRESS)) {
            // Nothing can be said of the rest of this address.
        }
    }

    /** {@return the route, for which the expansion is finished; to try later if that failed} */
    public Route route() {
        while (!left.isEmpty()) {
            Optional<Destination> _ = next();
        }
        if (problem.isPresent()) {
            trace.add("cannot tell now", problem.get());
            return Route.to(new Destination.TryLater(problem.get()));
        }
        return targets.count() == 0
                ? Route.to(new Destination.Nowhere())
                : new Route(targets.all());
    }

    /** The local part of another host's address may be case-sensitive. */
    private String key(EmailAddress address) {
        String local = address.localPart();
        return (users.isLocal(address.domain()) ? local.toLowerCase(Locale.ROOT) : local)
                + "@"
                + address.domain();
    }

    private boolean isOver(ExpansionPath expansionPath) {
        steps++;
        if (expansionPath.depth() > LONGEST) {
            problem = Optional.of("the expansion takes more than " + LONGEST + " steps in a row");
        } else if (targets.count() >= MOST_LEAVES || steps > MOST_STEPS) {
            problem = Optional.of("the expansion gives more than " + MOST_LEAVES + " destinations");
        }
        return problem.isPresent();
    }

    private void follow(EmailAddress address, ExpansionPath expansionPath) throws IOException {
        trace.add("address", address);
        if (isOver(expansionPath)) {
            return;
        }
        if (!followed.add(expansionPath.key())) {
            trace.add("named before", address);
            return;
        }
        left.push(END_OF_ADDRESS);
        Optional<Rule> forward = expansions.forward(address);
        if (forward.isPresent()) {
            apply(forward.get(), address, expansionPath);
            return;
        }
        List<Rule> copies = expansions.copies(address);
        left.push(() -> applyAlias(address, expansionPath));
        for (Rule copy : copies.reversed()) {
            left.push(() -> apply(copy, address, expansionPath));
        }
    }

    private void applyAlias(EmailAddress address, ExpansionPath expansionPath) throws IOException {
        Optional<Rule> alias = expansions.alias(address, users.isLocal(address.domain()));
        if (alias.isPresent()) {
            apply(alias.get(), address, expansionPath);
        } else {
            lookUpUsers(address, expansionPath);
        }
    }

    private void apply(Rule rule, EmailAddress from, ExpansionPath expansionPath) {
        trace.add(rule);
        each(
                rule.members(),
                () -> isOver(expansionPath),
                member -> apply(member, from, expansionPath));
    }

    /** What becomes of a member. */
    private interface MemberAction {
        void take(Member member) throws IOException;
    }

    private void each(List<Member> list, MemberAction action) {
        each(list, () -> false, action);
    }

    /**
     * Takes one member after the other, each after all that the one before leads to.
     *
     * @param over whether the rest is left out
     */
    private void each(List<Member> list, BooleanSupplier over, MemberAction action) {
        Iterator<Member> members = list.iterator();
        left.push(
                new Task() {
                    @Override
                    public void carryOut() throws IOException {
                        if (members.hasNext() && !over.getAsBoolean()) {
                            left.push(this);
                            action.take(members.next());
                        }
                    }
                });
    }

    private void apply(Member member, EmailAddress from, ExpansionPath expansionPath)
            throws IOException {
        switch (member) {
            case Member.Address(EmailAddress address) -> goTo(address, expansionPath);
            case Member.Mailbox(EmailAddress address) -> deliver(address);
            case Member.Self() -> deliver(from);
            case Member.Program(String command) -> run(command, "");
            case Member.MailFile(String path) ->
                    end(new Target.MailFile(path), expansions.file(path));
            case Member.Include(String path) ->
                    each(expansions.included(path), listed -> apply(listed, from, expansionPath));
            case Member.NoMember(String why) ->
                    end(new Target.Address(from), new Destination.Unknown(why));
        }
    }

    private void goTo(EmailAddress address, ExpansionPath expansionPath) throws IOException {
        String key = key(address);
        Optional<ExpansionPath.Asked> before = expansionPath.find(key);
        if (before.isEmpty()) {
            follow(address, expansionPath.then(key, address));
            return;
        }
        trace.add("back at", address);
        switch (before.get()) {
            case RULES -> returnToAddress(address, key, expansionPath);
            case USER -> deliver(address);
        }
    }

    /**
     * The rules of this address were applied before; after them there may be a user, or a user on
     * the path whose forward this is.
     */
    private void returnToAddress(EmailAddress address, String key, ExpansionPath expansionPath)
            throws IOException {
        Optional<EmailAddress> user = expansionPath.userSince(key);
        if (user.isPresent() && !(found(address) instanceof Destination.Local)) {
            deliver(user.get());
        } else {
            lookUpUser(address, expansionPath.then(key, address));
        }
    }

    /** Looks up the user data base; its field for forwards precedes the forward file. */
    private void lookUpUsers(EmailAddress address, ExpansionPath expansionPath) throws IOException {
        switch (users.entry(address)) {
            case Lookup.Found(Mailbox entry) when expansions.field(entry).isPresent() ->
                    applyEntry(expansions.field(entry).orElseThrow(), address, expansionPath);
            case Lookup.Unavailable(String why) -> problem = Optional.of(why);
            case Lookup.Found _, Lookup.NotLocal(), Lookup.Rejected _ ->
                    lookUpUser(address, expansionPath);
        }
    }

    private void applyEntry(Rule entry, EmailAddress address, ExpansionPath expansionPath) {
        trace.add(entry);
        each(
                entry.members(),
                member -> {
                    if (member instanceof Member.Self) {
                        lookUpUser(address, expansionPath);
                    } else {
                        apply(member, address, expansionPath);
                    }
                });
    }

    private void lookUpUser(EmailAddress address, ExpansionPath expansionPath) throws IOException {
        trace.addAll(() -> users.steps(address));
        Optional<EmailAddress> sysadmin = users.sysadminFor(address);
        if (sysadmin.isPresent()) {
            lookUpSysadmin(sysadmin.get(), address, expansionPath);
            return;
        }
        Destination found = found(address);
        if (!(found instanceof Destination.Local(Mailbox mailbox))) {
            end(new Target.Address(address), found);
            return;
        }
        ExpansionPath here = expansionPath.atUser();
        Optional<Rule> forward = expansions.field(mailbox);
        if (forward.isEmpty()) {
            lookUpForwardFile(address, mailbox, here);
            return;
        }
        trace.add(forward.get());
        each(
                forward.get().members(),
                member -> {
                    if (member instanceof Member.Self) {
                        lookUpForwardFile(address, mailbox, here);
                    } else {
                        apply(member, address, here);
                    }
                });
    }

    /**
     * A local postmaster always exists, whatever the sysadmin's address leads to (RFC 5321 section
     * 4.5.1).
     */
    private void lookUpSysadmin(
            EmailAddress sysadmin, EmailAddress postmaster, ExpansionPath expansionPath)
            throws IOException {
        trace.add("sysadmin", sysadmin);
        String key = key(sysadmin);
        if (expansionPath.find(key).isEmpty() && followed.contains(key)) {
            trace.add("named before", sysadmin);
            return;
        }
        int before = targets.count();
        left.push(() -> {
            if (problem.isEmpty() && targets.takeBackDiscarded(before)) {
                deliver(postmaster);
            }
        });
        goTo(sysadmin, expansionPath);
    }

    private void lookUpForwardFile(
            EmailAddress address, Mailbox mailbox, ExpansionPath expansionPath) throws IOException {
        Optional<Rule> forward = expansions.forwardFile(mailbox);
        if (forward.isEmpty()) {
            end(new Target.Address(address), new Destination.Local(mailbox));
            return;
        }
        trace.add(forward.get());
        each(
                forward.get().members(),
                member -> {
                    if (member instanceof Member.Program(String command)) {
                        run(command, mailbox.systemUser().orElse(""));
                    } else {
                        apply(member, address, expansionPath);
                    }
                });
    }

    private void run(String command, String user) {
        end(new Target.Program(command, user), new Destination.Program(command, user));
    }

    private void deliver(EmailAddress address) {
        end(new Target.Address(address), found(address));
    }

    private Destination found(EmailAddress address) {
        return FinalTargets.of(address, users.find(address));
    }

    private void end(Target target, Destination destination) {
        trace.addAll(() -> FinalTargets.steps(destination));
        if (destination instanceof Destination.TryLater(String why)) {
            problem = Optional.of(why);
        } else {
            add(target, destination);
        }
    }

    private void add(Target target, Destination destination) {
        targets.add(target, destination);
        latest = Optional.of(destination);
    }
}
