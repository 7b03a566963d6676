package dmail.common.sasl;

import dmail.common.authent.password.Password;
import java.util.function.BooleanSupplier;

/** What follows from what a client has said. */
public sealed interface SaslStep {
    /** {@return how much of the client's is held while it is looked at, which may take a while} */
    default long octets() {
        return 0;
    }

    /**
     * The client is to answer.
     *
     * @param base64 what to send, in base64
     */
    record Challenge(String base64) implements SaslStep {}

    /** The client has told all; the users' data base must say whether it is right. */
    record Check(String name, Password password) implements SaslStep {
        @Override
        public long octets() {
            return name.length() + (long) password.octets().length;
        }
    }

    /**
     * The client has sent a proof that it knows the user's password, which is to be judged when its
     * turn has come; if it is right, {@link SaslExchange#confirm} goes on.
     *
     * @param shown what it consists of
     * @param isRight judges it
     */
    record Proof(String name, String shown, BooleanSupplier isRight) implements SaslStep {
        @Override
        public long octets() {
            return name.length() + (long) shown.length();
        }

        /** {@return all but the proof} */
        @Override
        public String toString() {
            return "Proof[" + name + "]";
        }
    }

    /** The client, whose proof was right, has heard that we know the user, too. */
    record Confirmed() implements SaslStep {}

    /**
     * The client asks for what nobody gets.
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
