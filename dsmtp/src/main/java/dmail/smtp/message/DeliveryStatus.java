package dmail.smtp.message;

import dmail.smtp.protocol.EnhancedCode;
import java.util.regex.Pattern;

/**
 * Why a recipient was not reached. The texts may come from other hosts: they are made one line and
 * shortened before they are shown.
 *
 * @param status for programs (RFC 3463); its class says whether to try again
 * @param text for people, one line
 * @param host the host that replied so, {@code mx.example [192.0.2.1]}, or empty for our own
 *     finding
 * @param reply that host's reply with its code, or empty
 */
public record DeliveryStatus(EnhancedCode status, String text, String host, String reply) {
    private static final int LONGEST = 2048;
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
    private static final EnhancedCode TROUBLE_OF_OURS = new EnhancedCode(4, 3, 0);

    public DeliveryStatus {
        text = oneLine(text);
        host = oneLine(host);
        reply = oneLine(reply);
    }

    private static String oneLine(String text) {
        String line = CONTROLS.matcher(text).replaceAll(" ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST).strip();
    }

    /** {@return a temporary failure on our side} */
    public static DeliveryStatus localFailure(String text) {
        return of(TROUBLE_OF_OURS, text);
    }

    /** {@return a status that we found ourselves} */
    public static DeliveryStatus of(EnhancedCode status, String text) {
        return new DeliveryStatus(status, text, "", "");
    }

    /** {@return whether to try again} */
    public boolean isTemporary() {
        return status.kind() == 4;
    }

    /**
     * {@return whether a local mailbox or program failed (RFC 3463 sections 3.3, 3.4), rather than
     * another host}
     */
    public boolean isLocal() {
        return host.isEmpty() && (status.subject() == 2 || isLocalSystem());
    }

    /** Not so for 4.3.2: suspended mail is no failure. */
    private boolean isLocalSystem() {
        return status.subject() == 3 && status.detail() != 2;
    }

    /** {@return one line for logs and listings} */
    @Override
    public String toString() {
        return host.isEmpty() ? text : host + ": " + reply;
    }
}
