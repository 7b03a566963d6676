package dmail.smtp.protocol;

/**
 * What followed the path of RCPT (RFC 3461 sections 4.1 and 4.2).
 *
 * @param wish when the sender wants to hear
 * @param original the value of {@code ORCPT=} as it came, or empty
 */
public record RecipientParameters(Notify wish, String original) {
    /** Nothing followed. */
    public static final RecipientParameters NONE = new RecipientParameters(Notify.UNSET, "");

    /** {@return whether anything of DSN was said} */
    public boolean asksForReports() {
        return !equals(NONE);
    }

    /** {@return whether all of it can go where SMTPUTF8 isn't known (RFC 6533 section 3)} */
    boolean isAscii() {
        return original.chars().allMatch(c -> c < 0x80);
    }
}
