package dmail.smtp.routing;

import dmail.common.address.EmailAddress;
import dmail.common.login.Explanation;
import dmail.common.login.Explanation.End;
import dmail.common.login.Step;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Finds where a recipient's mail goes. The session asks it at RCPT, delivery asks it again, since
 * the settings may have changed in between. Safe for many threads; may block while the users' data
 * base thinks.
 */
public final class Router {
    private final Users users;
    private final Supplier<Expansions> redirects;
    private final Supplier<RecentRoutes> recent;

    /**
     * @param users who an address belongs to, by the settings in force
     * @param redirects what leads mail on, by the settings in force
     * @param recent what was found a moment ago, by the settings in force
     */
    public Router(Users users, Supplier<Expansions> redirects, Supplier<RecentRoutes> recent) {
        this.users = users;
        this.redirects = redirects;
        this.recent = recent;
    }

    /** {@return where the mail for a recipient goes} */
    public Route route(Recipient recipient) {
        return switch (recipient.target()) {
            case Target.Given() -> expandAddress(recipient.address());
            case Target.Address(EmailAddress address) -> Route.to(end(address));
            case Target.Program(String command, String user) ->
                    Route.to(new Destination.Program(command, user));
            case Target.MailFile(String path) -> Route.to(redirects.get().file(path));
        };
    }

    /**
     * Looks only as far as it must.
     *
     * @param enough tells of an end whether the others don't matter any more
     * @return where the mail for this address goes, the first ends of it
     */
    public Route route(EmailAddress recipient, Predicate<Destination> enough) {
        return recent.get().find(recipient).orElseGet(() -> walk(recipient, enough, Trace.NONE));
    }

    private Route expandAddress(EmailAddress address) {
        // Taken before the look-ups: what they find by old settings is not for the new ones.
        RecentRoutes known = recent.get();
        Optional<Route> before = known.find(address);
        if (before.isPresent()) {
            return before.get();
        }
        Route found = walk(address, _ -> false, Trace.NONE);
        known.keep(address, found);
        return found;
    }

    private Route walk(EmailAddress address, Predicate<Destination> enough, Trace trace) {
        return new AddressExpansion(users, redirects.get(), trace, new ExpandedRecipients(enough))
                .from(address);
    }

    /** Forwards and aliases ended here; but the table of virtual users may say: nobody. */
    private Destination end(EmailAddress address) {
        try {
            Optional<Rule> rule = redirects.get().alias(address, false);
            if (rule.isPresent()
                    && rule.get().members().getFirst() instanceof Member.Nobody(String why)) {
                return new Destination.Unknown(why);
            }
        } catch (IOException unreadable) {
            return new Destination.TryLater("the table of virtual users cannot be read");
        }
        return FinalTargets.of(address, users.find(address));
    }

    /** {@return how an address is followed, step by step} */
    public Explanation explain(String text) {
        Optional<EmailAddress> address = EmailAddress.parse(text);
        if (address.isEmpty()) {
            return new Explanation(
                    List.of(
                            new Step("address", text, ""),
                            result("not an address: local-part@domain is expected")),
                    End.NO_SUCH_USER);
        }
        List<Step> steps = new ArrayList<>();
        Route route = walk(address.get(), _ -> false, steps::add);
        Verdict verdict = verdict(address.get(), route);
        steps.add(result(verdict.result()));
        return new Explanation(steps, verdict.end());
    }

    private record Verdict(String result, End end) {}

    private static Verdict verdict(EmailAddress asked, Route route) {
        if (route.isFork()) {
            long lost =
                    route.destinations().stream()
                            .filter(Destination.Unknown.class::isInstance)
                            .count();
            String places = route.leaves().size() + " places";
            return lost == 0
                    ? new Verdict("ok, " + places, End.FOUND)
                    : new Verdict(places + ", of which " + lost + " don't exist", End.NO_SUCH_USER);
        }
        return switch (route.destination()) {
            case Destination.Unknown(var why) -> new Verdict(why, End.NO_SUCH_USER);
            case Destination.TryLater(var why) ->
                    new Verdict("cannot tell now: " + why, End.UNAVAILABLE);
            case Destination.Remote(var to) when to.equals(asked) ->
                    new Verdict(
                            "not local: no host_domain or vdomain line names it; it is sent on"
                                    + " for those who may relay",
                            End.NOT_LOCAL);
            case Destination.Remote _,
                    Destination.Local _,
                    Destination.Program _,
                    Destination.Nowhere _ ->
                    new Verdict("ok", End.FOUND);
        };
    }

    private static Step result(String text) {
        return new Step("result", text, "");
    }
}
