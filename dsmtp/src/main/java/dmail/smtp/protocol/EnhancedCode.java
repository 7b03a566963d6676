package dmail.smtp.protocol;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An enhanced status code (RFC 2034, RFC 3463).
 *
 * @param kind 2 success, 4 temporary failure, 5 permanent failure
 * @param subject 1 addresses, 2 mailboxes, 3 mail system, 4 network, 5 protocol, 6 content, 7
 *     policy
 * @param detail see RFC 3463 section 3
 */
public record EnhancedCode(int kind, int subject, int detail) {
    private static final Pattern FORM = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3}");

    public EnhancedCode {
        if ((kind != 2 && kind != 4 && kind != 5) || subject < 0 || detail < 0) {
            throw new IllegalArgumentException(kind + "." + subject + "." + detail);
        }
    }

    /** {@return the code in a text such as {@code 4.4.1}, or empty when it is none} */
    public static Optional<EnhancedCode> parse(String text) {
        return FORM.matcher(text).matches()
                ? Optional.of(parsed(text.split("\\.", -1)))
                : Optional.empty();
    }

    private static EnhancedCode parsed(String[] parts) {
        return new EnhancedCode(
                Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    @Override
    public String toString() {
        return kind + "." + subject + "." + detail;
    }
}
