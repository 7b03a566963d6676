package dmail.smtp.queue;

import dmail.smtp.protocol.EnhancedCode;

/**
 * Why a recipient was not reached.
 *
 * @param status what it means to programs (RFC 3463); its class says whether to try again
 * @param text what it means to people, without line ends
 * @param host the host that said so, {@code mx.example [192.0.2.1]}, or empty when we say it
 * @param reply that host's very words with their three digits, or empty
 */
public record Diagnosis(EnhancedCode status, String text, String host, String reply) {
    private static final EnhancedCode TROUBLE_OF_OURS = new EnhancedCode(4, 3, 0);

    /** {@return trouble of ours, which ends some day} */
    public static Diagnosis ours(String text) {
        return of(TROUBLE_OF_OURS, text);
    }

    /** {@return what we found without asking another host} */
    public static Diagnosis of(EnhancedCode status, String text) {
        return new Diagnosis(status, text, "", "");
    }

    /** {@return one line for logs and listings} */
    @Override
    public String toString() {
        return host.isEmpty() ? text : host + ": " + reply;
    }
}
