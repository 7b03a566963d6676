package dmail.common.config;

/**
 * A problem in dmail.conf.
 *
 * @param severity its consequence for the server
 * @param location as {@code file:line}
 * @param message what was found, what is allowed, what happens now
 */
public record ConfigProblem(Severity severity, ConfigLocation location, String message) {
    /** The consequence of a problem for a server that reads the file. */
    public enum Severity {
        /** Unusual, or without effect; the server runs. */
        WARNING,
        /** The line is ignored, so the default applies; the server runs. */
        ERROR,
        /** The server doesn't start; at a reload it keeps the old settings. */
        FATAL
    }

    @Override
    public String toString() {
        return location + ": " + message;
    }
}
