package dmail.pop.mbox;

/** Whether the drop file tells other mail programs what was read ({@code add_status}). */
public enum StatusHeaders {
    ADDED,
    LEFT_ALONE
}
