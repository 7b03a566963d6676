package dmail.common.config;

/**
 * Something wrong in dmail.conf.
 *
 * @param severity what the server does about it
 * @param location where, {@code file:line}
 * @param message what was found, what is allowed, what happens now
 */
public record ConfigProblem(Severity severity, ConfigLocation location, String message) {
    /** What a problem means for a server that reads the file. */
    public enum Severity {
        /** Odd, or no longer of use; the server runs. */
        WARNING,
        /** The line is ignored and the default stays; the server runs. */
        ERROR,
        /** The server doesn't start, and a reload keeps the old settings. */
        FATAL
    }

    @Override
    public String toString() {
        return location + ": " + message;
    }
}
