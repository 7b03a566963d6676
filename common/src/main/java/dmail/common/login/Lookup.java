package dmail.common.login;

/** The outcome of looking up a recipient or a login. */
public sealed interface Lookup {
    /** A local user (and the password was right, if one was given). */
    record Found(Mailbox mailbox) implements Lookup {}

    /**
     * The domain is local, but there is no such user, or the password is wrong. {@code why} is for
     * the log.
     */
    record Rejected(String why) implements Lookup {}

    /** The address belongs to another host. */
    record NotLocal() implements Lookup {}

    /** A temporary failure on our side. */
    record Unavailable(String why) implements Lookup {}
}
