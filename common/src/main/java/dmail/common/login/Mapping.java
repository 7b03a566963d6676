package dmail.common.login;

/** The account of a login name or an address, before it is known whether the user exists. */
public sealed interface Mapping {
    /**
     * An account, if the user exists.
     *
     * @param why which line of dmail.conf decided the domain
     */
    record Mapped(Account account, Step why) implements Mapping {}

    /** A name that no local user can have; {@code why} is for the log. */
    record Refused(String why, Step domain) implements Mapping {}

    /** An address on another host. */
    record NotLocal() implements Mapping {}
}
