package dmail.common.log;

/** How urgent an event is; {@code log_level} sets which are written. */
public enum Level {
    /** Someone must act: a bug, a full disk, a helper that keeps failing. */
    ERROR,
    /** Unexpected, but handled. */
    WARNING,
    /** The mail log. */
    INFO,
    /** The dialogue itself, without passwords. */
    DEBUG
}
