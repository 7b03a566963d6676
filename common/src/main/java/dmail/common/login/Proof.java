package dmail.common.login;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What a client shows in place of a password.
 *
 * @param whyWrong tells what is wrong with it, for the log; nothing when it is right
 */
public record Proof(Supplier<Optional<String>> whyWrong) {
    /** {@return one that is wrong whoever judges it} */
    public static Proof wrong(String why) {
        return new Proof(() -> Optional.of(why));
    }

    /** {@return one that is right or not} */
    public static Proof of(BooleanSupplier isRight) {
        return new Proof(
                () -> isRight.getAsBoolean() ? Optional.empty() : Optional.of("not proved"));
    }

    /** Judges the proof; {@return who it lets in}, or that it was wrong */
    public Lookup lets(Supplier<Lookup> user) {
        return whyWrong.get().<Lookup>map(Lookup.Rejected::new).orElseGet(user);
    }

    /** {@return nothing of the proof} */
    @Override
    public String toString() {
        return "Proof[hidden]";
    }
}
