package dmail.common.log;

/**
 * Takes the events that are logged. Implementations never throw: a log that fails must not stop
 * mail.
 */
public interface Log {
    /** {@return whether events of this level are written now} */
    boolean writes(Level level);

    /** Writes one event as one line. */
    void write(Level level, LogLine line);

    default void error(LogLine line) {
        write(Level.ERROR, line);
    }

    default void warning(LogLine line) {
        write(Level.WARNING, line);
    }

    default void info(LogLine line) {
        write(Level.INFO, line);
    }
}
