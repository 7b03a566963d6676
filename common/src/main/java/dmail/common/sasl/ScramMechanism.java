package dmail.common.sasl;

import dmail.common.authent.KeptSecret;
import dmail.common.authent.ScramFirst;
import dmail.common.authent.ScramProof;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** SCRAM-SHA-256 (RFC 5802, RFC 7677), in which no password crosses the wire. */
final class ScramMechanism implements Mechanism {
    private final Function<String, KeptSecret> secrets;
    private final RandomGenerator random;
    private Optional<ScramFirst> first = Optional.empty();
    private Optional<ScramProof> proof = Optional.empty();
    private boolean proved;

    ScramMechanism(Function<String, KeptSecret> secrets, RandomGenerator random) {
        this.secrets = secrets;
        this.random = random;
    }

    @Override
    public SaslStep begin() {
        return new SaslStep.Challenge("");
    }

    @Override
    public SaslStep answer(byte[] octets) {
        Optional<String> text = SaslExchange.utf8(octets, 0, octets.length);
        if (text.isEmpty()) {
            return new SaslStep.Malformed();
        }
        if (proved) {
            return text.get().isEmpty() ? new SaslStep.Proved(name()) : new SaslStep.Malformed();
        }
        return proof.isPresent() ? check(proof.get(), text.get()) : first(text.get());
    }

    private SaslStep first(String message) {
        first = ScramFirst.parse(message);
        if (first.isEmpty()) {
            return new SaslStep.Malformed();
        }
        if (!first.get().isForHimself()) {
            return new SaslStep.Refused(name(), "wants to be somebody else");
        }
        return switch (secrets.apply(name())) {
            case KeptSecret.Unavailable(var why) -> new SaslStep.Unavailable(name(), why);
            case KeptSecret.Kept(var secret) -> begun(secret);
            case KeptSecret.None() -> begun("");
        };
    }

    /** Who doesn't exist hears a challenge as well, and always the same salt. */
    private SaslStep begun(String secret) {
        ScramProof begun = ScramProof.begin(secret, first.orElseThrow(), random);
        proof = Optional.of(begun);
        return new SaslStep.Challenge(SaslExchange.base64(begun.serverFirst()));
    }

    private SaslStep check(ScramProof begun, String message) {
        Optional<ScramProof.Proved> result = begun.check(message);
        if (result.isEmpty()) {
            return new SaslStep.Refused(name(), "not proved");
        }
        proved = true;
        return new SaslStep.Challenge(SaslExchange.base64(result.get().serverFinal()));
    }

    private String name() {
        return first.orElseThrow().name();
    }
}
