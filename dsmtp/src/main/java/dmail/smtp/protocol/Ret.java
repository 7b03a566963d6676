package dmail.smtp.protocol;

/** How much of a message is returned when it can't be delivered (RFC 3461 section 4.3). */
public enum Ret {
    /** The default. */
    UNSET,
    /** All of it. */
    FULL,
    /** Its header alone. */
    HDRS
}
