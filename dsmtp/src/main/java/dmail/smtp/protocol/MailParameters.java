package dmail.smtp.protocol;

/**
 * What followed the path of MAIL.
 *
 * @param size the client's own estimate in octets (RFC 1870), 0 when it gave none
 * @param eightBit whether {@code BODY=8BITMIME} was said (RFC 6152)
 * @param utf8 whether {@code SMTPUTF8} was said (RFC 6531)
 * @param ret how much of the message a report is to return (RFC 3461)
 * @param envelopeId the value of {@code ENVID=} as it came, or empty
 */
public record MailParameters(
        long size, boolean eightBit, boolean utf8, Ret ret, String envelopeId) {
    /** Nothing followed. */
    public static final MailParameters NONE = new MailParameters(0, false, false, Ret.UNSET, "");

    /** {@return whether anything of DSN was said} */
    public boolean asksForReports() {
        return !equals(new MailParameters(size, eightBit, utf8, Ret.UNSET, ""));
    }

    MailParameters withSize(long newSize) {
        return new MailParameters(newSize, eightBit, utf8, ret, envelopeId);
    }

    MailParameters withEightBit(boolean newEightBit) {
        return new MailParameters(size, newEightBit, utf8, ret, envelopeId);
    }

    MailParameters withUtf8() {
        return new MailParameters(size, eightBit, true, ret, envelopeId);
    }

    MailParameters withRet(Ret newRet) {
        return new MailParameters(size, eightBit, utf8, newRet, envelopeId);
    }

    MailParameters withEnvelopeId(String newEnvelopeId) {
        return new MailParameters(size, eightBit, utf8, ret, newEnvelopeId);
    }
}
