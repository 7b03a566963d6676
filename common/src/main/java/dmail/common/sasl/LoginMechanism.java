package dmail.common.sasl;

import dmail.common.authent.password.Password;
import java.util.Optional;

/** LOGIN, which no standard describes: the server asks for the name, then for the password. */
final class LoginMechanism implements Mechanism {
    private static final SaslStep NAME = new SaslStep.Challenge(SaslExchange.base64("Username:"));
    private static final SaslStep PASSWORD =
            new SaslStep.Challenge(SaslExchange.base64("Password:"));

    private String name = "";

    @Override
    public SaslStep begin() {
        return NAME;
    }

    @Override
    public SaslStep answer(byte[] octets) {
        if (!name.isEmpty()) {
            return new SaslStep.Check(name, new Password(octets.clone()));
        }
        Optional<String> given = SaslExchange.utf8(octets, 0, octets.length);
        if (given.isEmpty() || given.get().isEmpty()) {
            return new SaslStep.Malformed();
        }
        name = given.get();
        return PASSWORD;
    }
}
