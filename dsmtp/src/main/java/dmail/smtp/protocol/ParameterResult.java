package dmail.smtp.protocol;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What the parameters of a command mean, or how the command is refused for their sake.
 *
 * @param <P> what they mean, all together
 */
sealed interface ParameterResult<P> {
    record Right<P>(P parameters) implements ParameterResult<P> {}

    record Wrong<P>(Reply reply) implements ParameterResult<P> {}

    /**
     * {@return what the words mean}
     *
     * @param none what no words mean
     * @param rule adds the meaning of one to that of those before it
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
