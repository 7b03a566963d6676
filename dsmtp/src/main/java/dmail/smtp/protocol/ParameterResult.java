package dmail.smtp.protocol;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The parsed parameters of a command, or the reply that refuses it.
 *
 * @param <P> the type of all parameters together
 */
sealed interface ParameterResult<P> {
    record Right<P>(P parameters) implements ParameterResult<P> {}

    record Wrong<P>(Reply reply) implements ParameterResult<P> {}

    /**
     * {@return the parsed parameters}
     *
     * @param none the value without parameters
     * @param rule adds one parameter to those before it
     */
    static <P> ParameterResult<P> of(
            List<String> words, P none, BiFunction<P, ParameterWord, ParameterResult<P>> rule) {
        Optional<List<ParameterWord>> parameters = ParameterWord.all(words);
        if (parameters.isEmpty()) {
            return new Wrong<>(Replies.BAD_PARAMETER);
        }
        ParameterResult<P> sofar = new Right<>(none);
        for (ParameterWord word : parameters.get()) {
            if (sofar instanceof Right<P>(P before)) {
                sofar = rule.apply(before, word);
            }
        }
        return sofar;
    }
}
