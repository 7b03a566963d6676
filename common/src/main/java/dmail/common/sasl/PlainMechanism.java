package dmail.common.sasl;

import dmail.common.authent.password.Password;
import java.util.Arrays;
import java.util.Optional;

/**
 * PLAIN (RFC 4616): authorization identity, authentication identity and password, separated by NUL.
 */
final class PlainMechanism implements Mechanism {
    @Override
    public SaslStep begin() {
        return new SaslStep.Challenge("");
    }

    @Override
    public SaslStep answer(byte[] octets) {
        int first = indexOfNul(octets, 0);
        int second = first < 0 ? -1 : indexOfNul(octets, first + 1);
        if (second < 0 || indexOfNul(octets, second + 1) >= 0) {
            return new SaslStep.Malformed();
        }
        Optional<String> other = SaslExchange.utf8(octets, 0, first);
        Optional<String> name = SaslExchange.utf8(octets, first + 1, second);
        if (other.isEmpty() || name.isEmpty() || name.get().isEmpty()) {
            return new SaslStep.Malformed();
        }
        if (!other.get().isEmpty() && !other.get().equals(name.get())) {
            return new SaslStep.Refused(name.get(), "wants to be somebody else");
        }
        byte[] password = Arrays.copyOfRange(octets, second + 1, octets.length);
        return new SaslStep.Check(name.get(), new Password(password));
    }

    private static int indexOfNul(byte[] octets, int from) {
        for (int i = from; i < octets.length; i++) {
            if (octets[i] == 0) {
                return i;
            }
        }
        return -1;
    }
}
