package dmail.common.sasl;

import dmail.common.authent.password.Password;
import java.util.function.BooleanSupplier;

/** What to do after a response of the client. */
public sealed interface SaslStep {
    /**
     * {@return octets of the client's response that are in memory while it is checked, which may
     * take a while}
     */
    default long octets() {
        return 0;
    }

    /**
     * Send a challenge.
     *
     * @param base64 the challenge, in base64
     */
    record Challenge(String base64) implements SaslStep {}

    /** Check name and password with the user data base. */
    record Check(String name, Password password) implements SaslStep {
        @Override
        public long octets() {
            return name.length() + (long) password.octets().length;
        }
    }

    /**
     * Check a proof that the client knows the user's password, when its turn has come. If it is
     * right, {@link SaslExchange#confirm} continues.
     *
     * @param shown the proof's text
     * @param isRight checks the proof
     */
    record Proof(String name, String shown, BooleanSupplier isRight) implements SaslStep {
        @Override
        public long octets() {
            return name.length() + (long) shown.length();
        }

        /** {@return everything but the proof} */
        @Override
        public String toString() {
            return "Proof[" + name + "]";
        }
    }

    /** The proof was right, and the client has received the server's own proof. */
    record Confirmed() implements SaslStep {}

    /**
     * The client asks for something that isn't allowed.
     *
     * @param why for the log
     */
    record Refused(String name, String why) implements SaslStep {}

    /** A temporary failure. */
    record Unavailable(String name, String why) implements SaslStep {}

    /** Not a valid response of the mechanism. */
    record Malformed() implements SaslStep {}

    /** The client has cancelled the exchange. */
    record Cancelled() implements SaslStep {}
}
