package dmail.common.log;

/** How much an event matters to the administrator; {@code log_level} says what is written. */
public enum Level {
    /** Someone must act: our bug, a full disk, a helper that stays dead. */
    ERROR,
    /** Odd, and we coped. */
    WARNING,
    /** The mail log. */
    INFO,
    /** The dialogue itself, without passwords. */
    DEBUG
}
