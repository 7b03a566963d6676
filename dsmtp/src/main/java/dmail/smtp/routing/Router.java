package dmail.smtp.routing;

import dmail.common.address.EmailAddress;
import dmail.common.login.Lookup;
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
