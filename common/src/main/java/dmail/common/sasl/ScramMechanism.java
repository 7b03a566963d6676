package dmail.common.sasl;

import dmail.common.authent.StoredSecret;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** SCRAM-SHA-256 (RFC 5802, RFC 7677), which doesn't send the password. */
final class ScramMechanism implements Mechanism {
    private final Function<String, StoredSecret> secrets;
    private final RandomGenerator random;
    private Optional<ScramFirst> first = Optional.empty();
    private Optional<ScramProof> proof = Optional.empty();
    private Optional<ScramProof.Proved> proved = Optional.empty();

    ScramMechanism(Function<String, StoredSecret> secrets, RandomGenerator random) {
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
        if (proved.isPresent()) {
            return text.get().isEmpty() ? new SaslStep.Confirmed() : new SaslStep.Malformed();
        }
        return proof.isPresent() ? last(proof.get(), text.get()) : first(text.get());
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
            case StoredSecret.Unavailable(var why) -> new SaslStep.Unavailable(name(), why);
            case StoredSecret.Kept kept -> begun(kept);
            case StoredSecret.None(var decoy) -> begun(new StoredSecret.Kept("", decoy));
        };
    }

    /** A user who doesn't exist gets a challenge as well, and always with the same salt. */
    private SaslStep begun(StoredSecret.Kept kept) {
        ScramProof begun = ScramProof.begin(kept, first.orElseThrow(), random);
        proof = Optional.of(begun);
        return new SaslStep.Challenge(SaslExchange.base64(begun.serverFirst()));
    }

    /** The caller checks the proof, since it must delay clients that guess. */
    private SaslStep last(ScramProof begun, String message) {
        return new SaslStep.Proof(
                name(),
                message,
                () -> {
                    proved = begun.check(message);
                    return proved.isPresent();
                });
    }

    @Override
    public SaslStep.Challenge confirm() {
        return new SaslStep.Challenge(SaslExchange.base64(proved.orElseThrow().serverFinal()));
    }

    private String name() {
        return first.orElseThrow().name();
    }
}
