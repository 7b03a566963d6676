package dmail.common.sasl;

import dmail.common.authent.StoredSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The mechanisms that a client is offered.
 *
 * @param showPassword whether those are that send the password in clear text
 * @param scram whether SCRAM-SHA-256 is, which takes suitable entries for all users
 */
public record SaslMechanisms(boolean showPassword, boolean scram) {
    /** No mechanisms. */
    public static final SaslMechanisms NONE = new SaslMechanisms(false, false);

    /** {@return their names, the best first} */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        if (scram) {
            names.add("SCRAM-SHA-256");
        }
        if (showPassword) {
            names.add("PLAIN");
            names.add("LOGIN");
        }
        return List.copyOf(names);
    }

    /** {@return whether a mechanism sends the password in clear text, offered or not} */
    public static boolean showsPassword(String name) {
        String folded = name.toUpperCase(Locale.ROOT);
        return folded.equals("PLAIN") || folded.equals("LOGIN");
    }

    /**
     * {@return an exchange by the mechanism of that name, if it is offered}
     *
     * @param secrets finds the stored secret of a user
     */
    public Optional<SaslExchange> begin(
            String name, Function<String, StoredSecret> secrets, RandomGenerator random) {
        String folded = name.toUpperCase(Locale.ROOT);
        if (!names().contains(folded)) {
            return Optional.empty();
        }
        Mechanism mechanism =
                switch (folded) {
                    case "PLAIN" -> new PlainMechanism();
                    case "LOGIN" -> new LoginMechanism();
                    default -> new ScramMechanism(secrets, random);
                };
        return Optional.of(new SaslExchange(mechanism));
    }
}
