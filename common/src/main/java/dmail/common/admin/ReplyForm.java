package dmail.common.admin;

/** The form of a reply. */
public enum ReplyForm {
    /** For people. */
    TEXT,
    /** For programs. */
    JSON
}
