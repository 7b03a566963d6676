package dmail.common.sasl;

import dmail.common.authent.Password;

/** What follows from what a client has said. */
public sealed interface SaslStep {
    /**
     * The client is to answer.
     *
     * @param base64 what to send, in base64
     */
    record Challenge(String base64) implements SaslStep {}

    /** The client has told all; the users' data base must say whether it is right. */
    record Check(String name, Password password) implements SaslStep {}

    /** The client knows the user's password. */
    record Proved(String name) implements SaslStep {}

    /**
     * The client doesn't know it, or asks for what nobody gets.
     *
     * @param why for the log
     */
    record Refused(String name, String why) implements SaslStep {}

    /** We can't tell now. */
    record Unavailable(String name, String why) implements SaslStep {}

    /** That was nothing of the mechanism. */
    record Malformed() implements SaslStep {}

    /** The client has thought better of it. */
    record Cancelled() implements SaslStep {}
}
