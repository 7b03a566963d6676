package dmail.smtp.message;

import dmail.common.address.EmailAddress;
import java.util.Optional;

/** The reverse path (RFC 5321 section 4.1.1.2); its text has no angle brackets. */
public sealed interface ReversePath {
    /**
     * The null reverse path {@code <>}, that of reports: nothing is ever sent back (section 4.5.5).
     */
    ReversePath NULL = new Null();

    /** {@return the path of a sender} */
    static ReversePath of(EmailAddress sender) {
        return new Sender(sender);
    }

    /** {@return the path without its angle brackets, or empty when the text is invalid} */
    static Optional<ReversePath> parse(String text) {
        return text.isEmpty() ? Optional.of(NULL) : EmailAddress.parse(text).map(ReversePath::of);
    }

    /** {@code <>}. */
    record Null() implements ReversePath {
        @Override
        public String toString() {
            return "";
        }
    }

    /** An address. */
    record Sender(EmailAddress address) implements ReversePath {
        @Override
        public String toString() {
            return address.toString();
        }
    }
}
