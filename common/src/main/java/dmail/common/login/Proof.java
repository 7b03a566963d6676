package dmail.common.login;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A client's proof that it knows the password, which is sent in place of it.
 *
 * @param whyWrong checks the proof; tells what is wrong with it, for the log, or nothing when it is
 *     right
 */
public record Proof(Supplier<Optional<String>> whyWrong) {
    /** {@return a proof that is wrong in any case} */
    public static Proof wrong(String why) {
        return new Proof(() -> Optional.of(why));
    }

    /** {@return a proof with that check} */
    public static Proof of(BooleanSupplier isRight) {
        return new Proof(
                () -> isRight.getAsBoolean() ? Optional.empty() : Optional.of("not proved"));
    }

    /** Checks the proof; {@return the user if it is right}, or a rejection */
    public Lookup lets(Supplier<Lookup> user) {
        return whyWrong.get().<Lookup>map(Lookup.Rejected::new).orElseGet(user);
    }

    /** {@return text without the proof} */
    @Override
    public String toString() {
        return "Proof[hidden]";
    }
}
