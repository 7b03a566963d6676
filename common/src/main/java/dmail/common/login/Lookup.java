package dmail.common.login;

/** Who a recipient or a login is. */
public sealed interface Lookup {
    /** A user of ours (and the password was right, if one was given). */
    record Found(Mailbox mailbox) implements Lookup {}

    /**
     * The domain is ours, the user is not; or the password is wrong. {@code why} is for the log.
     */
    record Rejected(String why) implements Lookup {}

    /** The address belongs to another host. */
    record NotLocal() implements Lookup {}

    /** We can't tell now; a temporary failure of ours. */
    record Unavailable(String why) implements Lookup {}
}
