package dmail.common.admin;

/**
 * A control command that changes settings of the running server.
 *
 * @param words those behind the command, as a line of dmail.conf has them
 * @param caller who gave it
 */
public record ConfigChange(Verb verb, String words, String caller) {
    /** What is done. */
    public enum Verb {
        SET,
        UNSET,
        BEGIN,
        COMMIT,
        ROLLBACK,
        WRITEBACK
    }
}
