package dmail.pop.protocol;

import dmail.common.authent.password.Password;
import java.util.Optional;

/**
 * A parsed command line. Message numbers are as the client gave them: at least 0, limited to {@link
 * Integer#MAX_VALUE}; the maildrop checks whether the message exists.
 */
public sealed interface PopCommand {
    /** RFC 1939 section 7. */
    record User(String name) implements PopCommand {}

    /** RFC 1939 section 7; the password is all that follows the first space, blanks included. */
    record Pass(Password password) implements PopCommand {}

    /** RFC 1939 section 7: a name, and a digest of the greeting and the password. */
    record Apop(String name, String digest) implements PopCommand {}

    /**
     * RFC 5034 section 4.
     *
     * @param initial the initial response, if there is one
     */
    record Auth(String mechanism, Optional<String> initial) implements PopCommand {
        /** The response may be a password, so it isn't shown. */
        @Override
        public String toString() {
            return "Auth[" + mechanism + "]";
        }
    }

    /** AUTH without argument: lists the mechanisms. */
    record AuthList() implements PopCommand {}

    /** RFC 2595 section 4. */
    record Stls() implements PopCommand {}

    record Quit() implements PopCommand {}

    record Stat() implements PopCommand {}

    record ListAll() implements PopCommand {}

    record ListOne(int number) implements PopCommand {}

    record Retr(int number) implements PopCommand {}

    record Dele(int number) implements PopCommand {}

    record Noop() implements PopCommand {}

    record Rset() implements PopCommand {}

    /** RFC 1939 section 7: the header and so many lines of the body. */
    record Top(int number, int lines) implements PopCommand {}

    record UidlAll() implements PopCommand {}

    record UidlOne(int number) implements PopCommand {}

    /** RFC 2449 section 5. */
    record Capa() implements PopCommand {}

    /** RFC 6856 section 2. */
    record Utf8() implements PopCommand {}

    /** An invalid line, with its reply. */
    record Malformed(PopReply reply) implements PopCommand {}
}
