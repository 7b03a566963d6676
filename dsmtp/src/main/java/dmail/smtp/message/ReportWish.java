package dmail.smtp.message;

import dmail.smtp.protocol.Ret;

/**
 * What the sender said about reports on the whole message (RFC 3461).
 *
 * @param ret how much of the message comes back
 * @param envelopeId the value of {@code ENVID=} as it came, or empty
 */
public record ReportWish(Ret ret, String envelopeId) {
    /** Nothing was said. */
    public static final ReportWish NONE = new ReportWish(Ret.UNSET, "");
}
