package dmail.smtp.protocol;

/**
 * What followed the path of MAIL.
 *
 * @param size the client's own estimate in octets (RFC 1870), 0 when it gave none
 * @param eightBit whether {@code BODY=8BITMIME} was said (RFC 6152)
 * @param utf8 whether {@code SMTPUTF8} was said (RFC 6531)
 */
public record MailParameters(long size, boolean eightBit, boolean utf8) {
    /** Nothing followed. */
    public static final MailParameters NONE = new MailParameters(0, false, false);

    MailParameters withSize(long newSize) {
        return new MailParameters(newSize, eightBit, utf8);
    }

    MailParameters withEightBit(boolean newEightBit) {
        return new MailParameters(size, newEightBit, utf8);
    }

    MailParameters withUtf8() {
        return new MailParameters(size, eightBit, true);
    }
}
