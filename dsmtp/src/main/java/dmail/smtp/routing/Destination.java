package dmail.smtp.routing;

import dmail.common.address.EmailAddress;
import dmail.common.login.Mailbox;

/** Where the mail for one recipient goes. */
public sealed interface Destination {
    /** Into a drop file of ours, or another file in that form. */
    record Local(Mailbox mailbox) implements Destination {}

    /** To another host. */
    record Remote(EmailAddress recipient) implements Destination {}

    /** Nowhere: the domain is ours, the user doesn't exist. {@code why} is for the log. */
    record Unknown(String why) implements Destination {}

    /** We can't tell now, for a reason of ours; the mail must not be refused for good. */
    record TryLater(String why) implements Destination {}
}
