package dmail.smtp.protocol;

/**
 * How much of a message the sender wants back when it can't be delivered (RFC 3461 section 4.3).
 */
public enum Ret {
    /** Nothing was said. */
    UNSET,
    /** All of it. */
    FULL,
    /** Its header alone. */
    HDRS
}
