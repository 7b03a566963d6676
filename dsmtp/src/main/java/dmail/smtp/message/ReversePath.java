package dmail.smtp.message;

import dmail.common.address.EmailAddress;
import java.util.Optional;

/** Where reports about a message go (RFC 5321 section 4.1.1.2); its text has no angle brackets. */
public sealed interface ReversePath {
    /** The path of reports themselves, {@code <>}: nothing is ever sent back (section 4.5.5). */
    ReversePath NULL = new Null();

    /** {@return the path of a sender} */
    static ReversePath of(EmailAddress sender) {
        return new Sender(sender);
    }

    /** {@return the path that the text without angle brackets means, or empty when it is wrong} */
    static Optional<ReversePath> parse(String text) {
        return text.isEmpty() ? Optional.of(NULL) : EmailAddress.parse(text).map(ReversePath::of);
    }

    /** No one. */
    record Null() implements ReversePath {
        @Override
        public String toString() {
            return "";
        }
    }

    /** Someone. */
    record Sender(EmailAddress address) implements ReversePath {
        @Override
        public String toString() {
            return address.toString();
        }
    }
}
