package dmail.smtp.routing;

import dmail.common.address.EmailAddress;
import dmail.common.login.Mailbox;

/** Where the mail for one recipient goes. */
public sealed interface Destination {
    /** Into a drop file of ours, or another file in that form. */
    record Local(Mailbox mailbox) implements Destination {}

    /** To another host. */
    record Remote(EmailAddress recipient) implements Destination {}

    /**
     * To a program that reads it.
     *
     * @param command its path and arguments
     * @param user whose rights it gets; empty for those that programs of the administrator get
     */
    record Program(String command, String user) implements Destination {}

    /** Away: the administrator says so, with an alias to {@code /dev/null} or an empty list. */
    record Nowhere() implements Destination {}

    /** Back: the domain is ours, the user doesn't exist. {@code why} is for the log. */
    record Unknown(String why) implements Destination {}

    /** We can't tell now, for a reason of ours; the mail must not be refused for good. */
    record TryLater(String why) implements Destination {}
}
