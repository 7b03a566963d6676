package dmail.common.config.type;

import java.util.Optional;
import java.util.function.Function;

/** The result of parsing the text after a setting's name. */
public sealed interface Parsed<T> {
    /** A valid text, with its value. */
    record Good<T>(T value) implements Parsed<T> {
        @Override
        public <R> Parsed<R> then(Function<T, Parsed<R>> next) {
            return next.apply(value);
        }
    }

    /**
     * An invalid text.
     *
     * @param why the end of the message {@code port "70000": <why>}, such as "not a port number
     *     from 0 to 65535"
     */
    record Bad<T>(String why) implements Parsed<T> {
        @Override
        public <R> Parsed<R> then(Function<T, Parsed<R>> next) {
            return new Bad<>(why);
        }
    }

    static <T> Parsed<T> good(T value) {
        return new Good<>(value);
    }

    static <T> Parsed<T> bad(String why) {
        return new Bad<>(why);
    }

    static <T> Parsed<T> of(Optional<T> value, String whyNot) {
        return value.<Parsed<T>>map(Good::new).orElseGet(() -> new Bad<>(whyNot));
    }

    /** {@return the result of the next step on the value, or this failure} */
    <R> Parsed<R> then(Function<T, Parsed<R>> next);

    /** {@return the changed value, or this failure} */
    default <R> Parsed<R> map(Function<T, R> change) {
        return then(value -> new Good<>(change.apply(value)));
    }
}
