package dmail.smtp.message;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;

/** How far a recipient's address has been expanded. */
public sealed interface Target {
    /** Not yet: forwards, aliases and users are still to be looked up. */
    Target GIVEN = new Given();

    /** The recipient's own address, as the client gave it. */
    record Given() implements Target {}

    /** An address that forwards and aliases ended at; local or remote. */
    record Address(EmailAddress address) implements Target {}

    /**
     * An address elsewhere whose mail an administrator has sent another way.
     *
     * @param domain whose exchangers get it
     */
    record Through(EmailAddress address, Domain domain) implements Target {}

    /**
     * A program that gets the message.
     *
     * @param command its path and arguments, as they follow the bar in an alias or a forward file
     * @param user the user it runs as; empty for the server's own
     */
    record Program(String command, String user) implements Target {}

    /** A file that the message is appended to, in mbox format. */
    record MailFile(String path) implements Target {}
}
