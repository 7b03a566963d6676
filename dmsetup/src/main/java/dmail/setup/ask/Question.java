package dmail.setup.ask;

import dmail.setup.called.ProgramName;
import dmail.setup.check.Finding;
import dmail.setup.dns.Dns;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One question.
 *
 * @param key what it is about
 * @param title two or three words
 * @param indexEntry what the answer does, in a line or two
 * @param help more, for who asks
 * @param kind how it is asked
 * @param applies whether it is asked at all
 * @param standard the answer that was found; empty text when there is none
 * @param check whether an answer will do
 * @param look what goes with the answer, and what doesn't, on this machine and in DNS
 */
public record Question(
        Key key,
        String title,
        String indexEntry,
        String help,
        Kind kind,
        Predicate<Draft> applies,
        Function<Draft, String> standard,
        BiFunction<String, Draft, Checked> check,
        BiFunction<Draft, Dns, List<Finding>> look) {
    public Question {
        help = ProgramName.in(help);
    }

    /** How a question is asked. */
    public enum Kind {
        /** The answer is seen. */
        OPEN,
        /** It is not seen when it is typed; without a default, what is there already is kept. */
        SECRET
    }

    public boolean isSecret() {
        return kind == Kind.SECRET;
    }
}
