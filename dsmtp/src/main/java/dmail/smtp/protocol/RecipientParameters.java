package dmail.smtp.protocol;

/**
 * The parameters of RCPT (RFC 3461 sections 4.1 and 4.2).
 *
 * @param notifyOn when to report
 * @param original the value of {@code ORCPT=} as it came, or empty
 */
public record RecipientParameters(Notify notifyOn, String original) {
    /** No parameters. */
    public static final RecipientParameters NONE = new RecipientParameters(Notify.UNSET, "");

    /** {@return whether there is a DSN parameter} */
    public boolean asksForReports() {
        return !equals(NONE);
    }

    /** {@return whether all of it can go to a host without SMTPUTF8 (RFC 6533 section 3)} */
    boolean isAscii() {
        return original.chars().allMatch(c -> c < 0x80);
    }
}
