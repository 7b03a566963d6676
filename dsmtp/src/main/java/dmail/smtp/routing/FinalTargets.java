package dmail.smtp.routing;

import dmail.common.address.EmailAddress;
import dmail.common.login.Lookup;
import dmail.common.login.Step;
import java.util.List;

/** The destination of an address after its expansion. */
final class FinalTargets {
    private FinalTargets() {}

    /** {@return the destination of an address that no rule forwards} */
    static Destination of(EmailAddress address, Lookup lookup) {
        return switch (lookup) {
            case Lookup.Found(var mailbox) -> new Destination.Local(mailbox);
            case Lookup.NotLocal() -> new Destination.Remote(address);
            case Lookup.Rejected(var why) -> new Destination.Unknown(why);
            case Lookup.Unavailable(var why) -> new Destination.TryLater(why);
        };
    }

    /** {@return the steps that {@code tellsmtp address} shows} */
    static List<Step> steps(Destination destination) {
        return switch (destination) {
            case Destination.Local(var mailbox) ->
                    List.of(
                            step("mailbox of", mailbox.databaseName()),
                            step("drop file", mailbox.dropFile()));
            case Destination.Remote(var recipient) ->
                    List.of(step("other host", "of " + recipient.domain()));
            case Destination.Program(var command, var user) ->
                    List.of(step("program", user.isEmpty() ? command : command + ", as " + user));
            case Destination.Nowhere() ->
                    List.of(step("discarded", "by /dev/null or an empty list"));
            case Destination.Unknown(var why) -> List.of(step("rejected", why));
            case Destination.TryLater(var why) -> List.of(step("cannot tell now", why));
        };
    }

    private static Step step(String label, Object value) {
        return new Step(label, String.valueOf(value), "");
    }
}
