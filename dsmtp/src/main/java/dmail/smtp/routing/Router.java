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
import java.util.function.Supplier;

/**
 * Routes recipients. The session does it at RCPT and delivery does it again, since the settings may
 * have changed in between. Thread-safe; may block during a look-up in the user data base.
 */
public final class Router {
    private final Users users;
    private final Supplier<Expansions> expansions;
    private final Supplier<RecentRoutes> recent;

    /**
     * @param users whose an address is, by the current settings
     * @param expansions the current forwards and aliases
     * @param recent the current route cache
     */
    public Router(Users users, Supplier<Expansions> expansions, Supplier<RecentRoutes> recent) {
        this.users = users;
        this.expansions = expansions;
        this.recent = recent;
    }

    /** {@return the route of a recipient} */
    public Route route(Recipient recipient) {
        return switch (recipient.target()) {
            case Target.Given() -> expandAddress(recipient.address());
            case Target.Address(EmailAddress address) -> Route.to(end(address));
            case Target.Through(EmailAddress address, _) ->
                    Route.to(new Destination.Remote(address));
            case Target.Program(String command, String user) ->
                    Route.to(new Destination.Program(command, user));
            case Target.MailFile(String path) -> Route.to(expansions.get().file(path));
        };
    }

    /** {@return the expansion of an address, which goes no further than it is asked} */
    public AddressExpansion expand(EmailAddress address) {
        Optional<Route> known = recent.get().find(address);
        return known.isPresent()
                ? AddressExpansion.known(known.get(), users, expansions.get())
                : expansion(address, Trace.NONE);
    }

    private Route expandAddress(EmailAddress address) {
        // Taken before the look-ups: a route found with old settings must not get into the new
        // cache.
        RecentRoutes known = recent.get();
        Optional<Route> before = known.find(address);
        if (before.isPresent()) {
            return before.get();
        }
        Route found = expansion(address, Trace.NONE).route();
        known.keep(address, found);
        return found;
    }

    private AddressExpansion expansion(EmailAddress address, Trace trace) {
        return AddressExpansion.of(address, users, expansions.get(), trace);
    }

    /** Expansion has ended, but the table of virtual users may reject the address. */
    private Destination end(EmailAddress address) {
        try {
            Optional<Rule> rule = expansions.get().alias(address, false);
            if (rule.isPresent()
                    && rule.get().members().getFirst() instanceof Member.NoMember(String why)) {
                return new Destination.Unknown(why);
            }
        } catch (IOException unreadable) {
            return new Destination.TryLater("the table of virtual users cannot be read");
        }
        return FinalTargets.of(address, users.find(address));
    }

    /** {@return how an address is expanded, step by step} */
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
        Route route = expansion(address.get(), steps::add).route();
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
            String places = route.targets().size() + " places";
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
