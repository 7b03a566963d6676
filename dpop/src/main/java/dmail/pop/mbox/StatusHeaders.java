package dmail.pop.mbox;

/**
 * Whether the drop file shows other mail programs which messages were read ({@code add_status}).
 */
public enum StatusHeaders {
    ADDED,
    LEFT_ALONE
}
