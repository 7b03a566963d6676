package dmail.smtp.protocol;

/**
 * What a reply means beyond its three digits (RFC 2034, RFC 3463).
 *
 * @param kind 2 success, 4 try again, 5 no
 * @param subject what it is about: 1 addresses, 2 mailboxes, 3 mail system, 4 network, 5 protocol,
 *     6 content, 7 policy
 * @param detail see RFC 3463 section 3
 */
public record EnhancedCode(int kind, int subject, int detail) {
    public EnhancedCode {
        if ((kind != 2 && kind != 4 && kind != 5) || subject < 0 || detail < 0) {
            throw new IllegalArgumentException(kind + "." + subject + "." + detail);
        }
    }

    @Override
    public String toString() {
        return kind + "." + subject + "." + detail;
    }
}
