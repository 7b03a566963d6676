package dmail.smtp.routing;

import dmail.common.address.EmailAddress;
import dmail.common.login.Mailbox;

/** The destination of one recipient. */
public sealed interface Destination {
    /** A local drop file, or another file in that format. */
    record Local(Mailbox mailbox) implements Destination {}

    /** To another host. */
    record Remote(EmailAddress recipient) implements Destination {}

    /**
     * A program.
     *
     * @param command its path and arguments
     * @param user the user it runs as; empty for {@code program_user}
     */
    record Program(String command, String user) implements Destination {}

    /** Discarded: an alias to {@code /dev/null}, or an empty list. */
    record Nowhere() implements Destination {}

    /** Permanent: the domain is local and the user doesn't exist. {@code why} is for the log. */
    record Unknown(String why) implements Destination {}

    /** Temporary: a failure on our side. */
    record TryLater(String why) implements Destination {}
}
