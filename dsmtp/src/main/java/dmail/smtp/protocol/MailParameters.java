package dmail.smtp.protocol;

/**
 * The parameters of MAIL.
 *
 * @param size the client's estimate in octets (RFC 1870), 0 without one
 * @param eightBit whether the client said {@code BODY=8BITMIME} (RFC 6152)
 * @param utf8 whether it said {@code SMTPUTF8} (RFC 6531)
 * @param ret how much of the message a report returns (RFC 3461)
 * @param envelopeId the value of {@code ENVID=} as it came, or empty
 */
public record MailParameters(
        long size, boolean eightBit, boolean utf8, Ret ret, String envelopeId) {
    /** No parameters. */
    public static final MailParameters NONE = new MailParameters(0, false, false, Ret.UNSET, "");

    /** {@return whether there is a DSN parameter} */
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
