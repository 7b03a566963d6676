package dmail.smtp.space;

/** Sends notices to the administrator. */
@FunctionalInterface
public interface Notices {
    /**
     * Sends a message; returns at once, even if that fails.
     *
     * @param subject a few words of printable ASCII
     * @param text lines of printable ASCII, each ended by LF
     */
    void send(String subject, String text);
}
