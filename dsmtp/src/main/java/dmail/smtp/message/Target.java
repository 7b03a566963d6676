package dmail.smtp.message;

import dmail.common.address.EmailAddress;

/** How far a recipient's address has been followed. */
public sealed interface Target {
    /** Not at all: forwards, aliases and users are still to be asked. */
    Target GIVEN = new Given();

    /** The recipient's own address, as the client gave it. */
    record Given() implements Target {}

    /** An address at which forwards and aliases ended; a mailbox of ours, or another host's. */
    record Address(EmailAddress address) implements Target {}

    /**
     * A program that reads the message.
     *
     * @param command its path and arguments, as an alias or a forward file has them behind the bar
     * @param user whose rights it gets; empty for the server's own
     */
    record Program(String command, String user) implements Target {}

    /** A file that the message is appended to, in the form of a drop file. */
    record MailFile(String path) implements Target {}
}
