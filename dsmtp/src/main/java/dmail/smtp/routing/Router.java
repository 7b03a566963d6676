package dmail.smtp.routing;

import dmail.common.address.EmailAddress;
import dmail.common.login.Lookup;
import dmail.smtp.queue.Recipient;
import dmail.smtp.queue.Target;
import java.util.function.Function;

/**
 * Finds where a recipient's mail goes. The session asks it at RCPT, delivery asks it again, since
 * the settings may have changed in between. Safe for many threads; may block while the users' data
 * base thinks.
 */
public final class Router {
    private final Function<EmailAddress, Lookup> users;

    /**
     * @param users who an address belongs to, by the settings in force
     */
    public Router(Function<EmailAddress, Lookup> users) {
        this.users = users;
    }

    /** {@return where the mail for a recipient goes} */
    public Route route(Recipient recipient) {
        return Route.to(
                switch (recipient.target()) {
                    case Target.Given() -> route(recipient.address());
                    case Target.Address(EmailAddress address) -> route(address);
                    case Target.Program(String command, _) ->
                            new Destination.TryLater("no rule runs " + command);
                    case Target.MailFile(String path) ->
                            new Destination.TryLater("no rule writes to " + path);
                });
    }

    /** {@return where mail for this address goes} */
    public Destination route(EmailAddress recipient) {
        return switch (users.apply(recipient)) {
            case Lookup.Found(var mailbox) -> new Destination.Local(mailbox);
            case Lookup.NotLocal() -> new Destination.Remote(recipient);
            case Lookup.Rejected(var why) -> new Destination.Unknown(why);
            case Lookup.Unavailable(var why) -> new Destination.TryLater(why);
        };
    }
}
