package dmail.smtp.routing;

import dmail.common.address.EmailAddress;
import dmail.common.login.Lookup;
import dmail.common.login.Mailbox;
import dmail.smtp.message.Target;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One recipient followed to its ends: forward rules, aliases, the table of virtual users, the
 * users' data base, the user's forward file, the drop file. What a rule names is followed from the
 * start again.
 *
 * <p>A way that comes back to an address goes past what was asked about it before: an alias that
 * names itself means the user of that name, a forward that comes back to the user means his drop
 * file. So no loop goes round.
 */
final class AddressExpansion {
    /** Longer ways are some mistake. */
    static final int LONGEST = 100;

    /** More ends than that are a list server's business. */
    static final int MOST_LEAVES = 10_000;

    private static final int MOST_STEPS = 100_000;

    private final Users users;
    private final Expansions redirects;
    private final Trace trace;
    private final ExpandedRecipients leaves;
    private final Set<String> followed = new HashSet<>();
    private Optional<String> trouble = Optional.empty();
    private int steps;

    AddressExpansion(Users users, Expansions redirects, Trace trace, ExpandedRecipients leaves) {
        this.users = users;
        this.redirects = redirects;
        this.trace = trace;
        this.leaves = leaves;
    }

    /** {@return where mail for the address goes} */
    Route from(EmailAddress address) {
        follow(address, ExpansionPath.start(key(address), address));
        if (trouble.isPresent() && !leaves.isComplete()) {
            trace.say("cannot tell now", trouble.get());
            return Route.to(new Destination.TryLater(trouble.get()));
        }
        return leaves.count() == 0 ? Route.to(new Destination.Nowhere()) : new Route(leaves.all());
    }

    /** The local part of another host's address may mean something in upper case. */
    private String key(EmailAddress address) {
        String local = address.localPart();
        return (users.isLocal(address.domain()) ? local.toLowerCase(Locale.ROOT) : local)
                + "@"
                + address.domain();
    }

    private boolean isOver(ExpansionPath expansionPath) {
        steps++;
        if (expansionPath.depth() > LONGEST) {
            trouble = Optional.of("the expansion takes more than " + LONGEST + " steps in a row");
        } else if (leaves.count() >= MOST_LEAVES || steps > MOST_STEPS) {
            trouble = Optional.of("the expansion gives more than " + MOST_LEAVES + " destinations");
        }
        return trouble.isPresent() || leaves.isComplete();
    }

    private void follow(EmailAddress address, ExpansionPath expansionPath) {
        trace.say("address", address);
        if (isOver(expansionPath)) {
            return;
        }
        if (!followed.add(expansionPath.key())) {
            trace.say("named before", address);
            return;
        }
        try {
            Optional<Rule> forward = redirects.forward(address);
            if (forward.isPresent()) {
                lead(forward.get(), address, expansionPath);
                return;
            }
            for (Rule copy : redirects.copies(address)) {
                lead(copy, address, expansionPath);
            }
            Optional<Rule> alias = redirects.alias(address, users.isLocal(address.domain()));
            if (alias.isPresent()) {
                lead(alias.get(), address, expansionPath);
            } else {
                askUsers(address, expansionPath);
            }
        } catch (IOException unreadable) {
            trouble = Optional.of("a file of aliases or forwards cannot be read");
        }
    }

    private void lead(Rule rule, EmailAddress from, ExpansionPath expansionPath)
            throws IOException {
        trace.say(rule);
        for (Member member : rule.members()) {
            if (isOver(expansionPath)) {
                return;
            }
            lead(member, from, expansionPath);
        }
    }

    private void lead(Member member, EmailAddress from, ExpansionPath expansionPath)
            throws IOException {
        switch (member) {
            case Member.Address(EmailAddress address) -> goTo(address, expansionPath);
            case Member.Mailbox(EmailAddress address) -> deliver(address);
            case Member.Oneself() -> deliver(from);
            case Member.Program(String command) -> run(command, "");
            case Member.MailFile(String path) ->
                    end(new Target.MailFile(path), redirects.file(path));
            case Member.Include(String path) -> {
                for (Member listed : redirects.included(path)) {
                    lead(listed, from, expansionPath);
                }
            }
            case Member.Nobody(String why) ->
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
        trace.say("back at", address);
        switch (before.get()) {
            case RULES -> returnToAddress(address, key, expansionPath);
            case USER -> deliver(address);
        }
    }

    /** Rules led here, and were led back to: past them there may be a user, or one on the way. */
    private void returnToAddress(EmailAddress address, String key, ExpansionPath expansionPath)
            throws IOException {
        Optional<EmailAddress> user = expansionPath.userSince(key);
        if (user.isPresent() && !(found(address) instanceof Destination.Local)) {
            deliver(user.get());
        } else {
            askUser(address, expansionPath.then(key, address));
        }
    }

    /** Asks the users' data base; what it says of forwards goes before the forward file. */
    private void askUsers(EmailAddress address, ExpansionPath expansionPath) throws IOException {
        switch (users.entry(address)) {
            case Lookup.Found(Mailbox entry) when redirects.field(entry).isPresent() ->
                    leadByEntry(redirects.field(entry).orElseThrow(), address, expansionPath);
            case Lookup.Unavailable(String why) -> trouble = Optional.of(why);
            case Lookup.Found _, Lookup.NotLocal(), Lookup.Rejected _ ->
                    askUser(address, expansionPath);
        }
    }

    private void leadByEntry(Rule entry, EmailAddress address, ExpansionPath expansionPath)
            throws IOException {
        trace.say(entry);
        for (Member member : entry.members()) {
            if (member instanceof Member.Oneself) {
                askUser(address, expansionPath);
            } else {
                lead(member, address, expansionPath);
            }
        }
    }

    private void askUser(EmailAddress address, ExpansionPath expansionPath) throws IOException {
        trace.say(users.steps(address));
        Optional<EmailAddress> chief = users.chief(address);
        if (chief.isPresent()) {
            askChief(chief.get(), address, expansionPath);
            return;
        }
        Destination found = found(address);
        if (!(found instanceof Destination.Local(Mailbox mailbox))) {
            end(new Target.Address(address), found);
            return;
        }
        ExpansionPath here = expansionPath.atUser();
        Optional<Rule> forward = redirects.field(mailbox);
        if (forward.isEmpty()) {
            askForwardFile(address, mailbox, here);
            return;
        }
        trace.say(forward.get());
        for (Member member : forward.get().members()) {
            if (member instanceof Member.Oneself) {
                askForwardFile(address, mailbox, here);
            } else {
                lead(member, address, here);
            }
        }
    }

    /** A postmaster there is whatever becomes of the sysadmin (RFC 5321 section 4.5.1). */
    private void askChief(EmailAddress chief, EmailAddress postmaster, ExpansionPath expansionPath)
            throws IOException {
        trace.say("sysadmin", chief);
        String key = key(chief);
        if (expansionPath.find(key).isEmpty() && followed.contains(key)) {
            trace.say("named before", chief);
            return;
        }
        int before = leaves.count();
        goTo(chief, expansionPath);
        if (trouble.isEmpty() && leaves.takeBackDiscarded(before)) {
            deliver(postmaster);
        }
    }

    private void askForwardFile(EmailAddress address, Mailbox mailbox, ExpansionPath expansionPath)
            throws IOException {
        Optional<Rule> forward = redirects.forwardFile(mailbox);
        if (forward.isEmpty()) {
            end(new Target.Address(address), new Destination.Local(mailbox));
            return;
        }
        trace.say(forward.get());
        for (Member member : forward.get().members()) {
            if (member instanceof Member.Program(String command)) {
                run(command, mailbox.systemUser().orElse(""));
            } else {
                lead(member, address, expansionPath);
            }
        }
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
        trace.say(FinalTargets.steps(destination));
        if (destination instanceof Destination.TryLater(String why)) {
            trouble = Optional.of(why);
        } else {
            leaves.add(target, destination);
        }
    }
}
