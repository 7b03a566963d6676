package dmail.smtp.protocol;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What the parameters of a command mean, or how the command is refused for their sake.
 *
 * @param <P> what they mean, all together
 */
sealed interface Understood<P> {
    record Right<P>(P parameters) implements Understood<P> {}

    record Wrong<P>(Reply reply) implements Understood<P> {}

    /**
     * {@return what the words mean}
     *
     * @param none what no words mean
     * @param rule adds the meaning of one to that of those before it
     */
    static <P> Understood<P> of(
            List<String> words, P none, BiFunction<P, ParameterWord, Understood<P>> rule) {
        Optional<List<ParameterWord>> parameters = ParameterWord.all(words);
        if (parameters.isEmpty()) {
            return new Wrong<>(Replies.BAD_PARAMETER);
        }
        Understood<P> sofar = new Right<>(none);
        for (ParameterWord word : parameters.get()) {
            if (sofar instanceof Right<P>(P before)) {
                sofar = rule.apply(before, word);
            }
        }
        return sofar;
    }
}
