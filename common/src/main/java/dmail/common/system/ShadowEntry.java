package dmail.common.system;

/**
 * A line of shadow(5). Days count from 1 January 1970; -1 stands for an empty field.
 *
 * @param hash crypt(3)'s, or text that fits no password when the account is locked
 * @param lastChange day of the last change of password; 0 asks for a new one at the next login
 * @param longest days for which a password is good
 * @param inactive days after these for which it can still be used
 * @param expires day from which the account can't be used
 */
public record ShadowEntry(String hash, long lastChange, long longest, long inactive, long expires) {
    /** {@return whether account or password are too old to log in on that day} */
    public boolean isExpired(long today) {
        boolean accountExpired = expires > 0 && today >= expires;
        boolean agePlays = longest >= 0 && inactive >= 0 && lastChange > 0;
        boolean passwordExpired = agePlays && today > lastChange + longest + inactive;
        return accountExpired || passwordExpired || lastChange == 0;
    }
}
