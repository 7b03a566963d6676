package dmail.common.authent;

/** What the users' data base keeps of a user's password. */
public sealed interface KeptSecret {
    /** That text, as {@code nwauth} writes it into the users file. */
    record Kept(String text) implements KeptSecret {}

    /** There is no such user, or the data base doesn't show it. */
    record None() implements KeptSecret {}

    /** We can't tell now. */
    record Unavailable(String why) implements KeptSecret {}
}
