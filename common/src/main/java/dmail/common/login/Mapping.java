package dmail.common.login;

/** What a login name or an address means, before anybody looks whether the user exists. */
public sealed interface Mapping {
    /**
     * A user of ours, if there is one of that name.
     *
     * @param why which line of dmail.conf decided the domain
     */
    record Mapped(Account account, Step why) implements Mapping {}

    /** A name that no user of ours can have; {@code why} is for the log. */
    record Refused(String why, Step domain) implements Mapping {}

    /** Another host's address. */
    record NotLocal() implements Mapping {}
}
