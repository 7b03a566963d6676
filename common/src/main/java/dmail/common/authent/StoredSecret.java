package dmail.common.authent;

/** What the user data base reveals of a user's password. */
public sealed interface StoredSecret {
    /**
     * The text that {@code nwauth} writes into the users file.
     *
     * @param decoy what a client would be shown if there were no such user
     */
    record Kept(String text, String decoy) implements StoredSecret {}

    /**
     * There is no such user, or the user data base doesn't reveal secrets.
     *
     * @param decoy shown instead, and matches no password; empty for none
     */
    record None(String decoy) implements StoredSecret {}

    /** A temporary failure. */
    record Unavailable(String why) implements StoredSecret {}
}
