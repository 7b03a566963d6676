package dmail.smtp.protocol;

import java.util.Optional;

/** A parsed command (RFC 5321 section 4.1, RFC 3030 section 2). */
public sealed interface Command {
    /** HELO. */
    record Hello(String name) implements Command {}

    /** EHLO. */
    record ExtendedHello(String name) implements Command {}

    /** STARTTLS (RFC 3207). */
    record StartTls() implements Command {}

    /**
     * AUTH (RFC 4954).
     *
     * @param initial the initial response, if there is one
     */
    record Authenticate(String mechanism, Optional<String> initial) implements Command {
        /** The response may be a password, so it isn't shown. */
        @Override
        public String toString() {
            return "AUTH " + mechanism;
        }
    }

    /** MAIL FROM. */
    record Mail(SenderPath sender, MailParameters parameters) implements Command {}

    /** RCPT TO. */
    record Recipient(ForwardPath path, RecipientParameters parameters) implements Command {}

    /** DATA. */
    record Data() implements Command {}

    /**
     * BDAT.
     *
     * @param octets how many follow the command's line
     * @param last whether LAST was said
     */
    record Chunk(long octets, boolean last) implements Command {}

    /** BDAT with a number too large to count: where the next command begins is unknown. */
    record BoundlessChunk() implements Command {}

    /** RSET. */
    record Reset() implements Command {}

    /** ETRN (RFC 1985). */
    record StartQueue(EtrnNode node) implements Command {}

    /** NOOP, whatever follows it. */
    record Noop() implements Command {}

    /** VRFY. */
    record Verify() implements Command {}

    /** EXPN. */
    record Expand() implements Command {}

    /** HELP. */
    record Help() implements Command {}

    /** QUIT. */
    record Quit() implements Command {}

    /** A web client, or one that was tricked into talking to a mail server. */
    record WebRequest() implements Command {}

    /** Anything else, with the reply to it. */
    record Malformed(Reply reply) implements Command {}
}
