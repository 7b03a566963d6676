package dmail.common.admin;

/** Whom a reply is for. */
public enum ReplyForm {
    /** People. */
    TEXT,
    /** Programs. */
    JSON
}
