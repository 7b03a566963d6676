package dmail.smtp.message;

import dmail.smtp.protocol.Ret;

/**
 * The DSN parameters of MAIL (RFC 3461).
 *
 * @param ret how much of the message is returned
 * @param envelopeId the value of {@code ENVID=} as it came, or empty
 */
public record DsnRequest(Ret ret, String envelopeId) {
    /** No parameters. */
    public static final DsnRequest NONE = new DsnRequest(Ret.UNSET, "");
}
