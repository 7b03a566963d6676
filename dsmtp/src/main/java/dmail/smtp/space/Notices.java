package dmail.smtp.space;

/** Tells the administrator. */
@FunctionalInterface
public interface Notices {
    /**
     * Sends a message; returns at once, whatever becomes of it.
     *
     * @param subject a few words of printable ASCII
     * @param text lines of printable ASCII, each ended by LF
     */
    void send(String subject, String text);
}
