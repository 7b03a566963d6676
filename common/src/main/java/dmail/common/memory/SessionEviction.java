package dmail.common.memory;

/** What sessions do for a newcomer when all slots are taken. */
public enum SessionEviction {
    /** One is about to end. */
    ENDS,
    /** Others have as much as the newcomer will have, but none has waited for long enough. */
    NOT_YET,
    /** No other client group has as much as the newcomer's will have. */
    NOBODY
}
