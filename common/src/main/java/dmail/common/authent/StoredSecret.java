package dmail.common.authent;

/** What the users' data base keeps of a user's password. */
public sealed interface StoredSecret {
    /**
     * That text, as {@code nwauth} writes it into the users file.
     *
     * @param decoy what the name would show if there were no such user
     */
    record Kept(String text, String decoy) implements StoredSecret {}

    /**
     * There is no such user, or the data base doesn't show it.
     *
     * @param decoy what is shown instead, which fits no password; empty when nothing is
     */
    record None(String decoy) implements StoredSecret {}

    /** We can't tell now. */
    record Unavailable(String why) implements StoredSecret {}
}
