package dmail.common.admin;

/**
 * A control command that changes settings of the running server.
 *
 * @param words those behind the command, as a line of dmail.conf has them
 * @param caller who gave it
 * @param isRemote whether it came over the network
 */
public record ConfigChange(Verb verb, String words, String caller, boolean isRemote) {
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
