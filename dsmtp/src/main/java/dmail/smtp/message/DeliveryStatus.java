package dmail.smtp.message;

import dmail.smtp.protocol.EnhancedCode;
import java.util.regex.Pattern;

/**
 * Why a recipient was not reached. The texts may be a stranger's: they are kept on one line and cut
 * off in the end.
 *
 * @param status what it means to programs (RFC 3463); its class says whether to try again
 * @param text what it means to people, one line
 * @param host the host that said so, {@code mx.example [192.0.2.1]}, or empty when we say it
 * @param reply that host's very words with their three digits, or empty
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

    /** {@return trouble of ours, which ends some day} */
    public static DeliveryStatus ours(String text) {
        return of(TROUBLE_OF_OURS, text);
    }

    /** {@return what we found without asking another host} */
    public static DeliveryStatus of(EnhancedCode status, String text) {
        return new DeliveryStatus(status, text, "", "");
    }

    /** {@return whether to try again} */
    public boolean isTemporary() {
        return status.kind() == 4;
    }

    /**
     * {@return whether this is trouble of a mailbox or program of ours (RFC 3463 sections 3.3,
     * 3.4), not of the way to another host}
     */
    public boolean isOurs() {
        return host.isEmpty() && (status.subject() == 2 || isOfOurSystem());
    }

    /** Mail that is held back (4.3.2) is nobody's trouble. */
    private boolean isOfOurSystem() {
        return status.subject() == 3 && status.detail() != 2;
    }

    /** {@return one line for logs and listings} */
    @Override
    public String toString() {
        return host.isEmpty() ? text : host + ": " + reply;
    }
}
