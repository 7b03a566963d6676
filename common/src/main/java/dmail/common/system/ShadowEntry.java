package dmail.common.system;

/**
 * A line of shadow(5). Days count from 1 January 1970; -1 is an empty field.
 *
 * @param hash of crypt(3), or text that matches no password when the account is locked
 * @param lastChange day of the last change of password; 0 means it must be changed at the next
 *     login
 * @param longest days after which the password must be changed
 * @param inactive days after these during which it is still accepted
 * @param expires day from which the account can't be used
 */
public record ShadowEntry(String hash, long lastChange, long longest, long inactive, long expires) {
    /** {@return whether account or password have expired on that day} */
    public boolean isExpired(long today) {
        boolean accountExpired = expires > 0 && today >= expires;
        boolean agePlays = longest >= 0 && inactive >= 0 && lastChange > 0;
        boolean passwordExpired = agePlays && today > lastChange + longest + inactive;
        return accountExpired || passwordExpired || lastChange == 0;
    }
}
