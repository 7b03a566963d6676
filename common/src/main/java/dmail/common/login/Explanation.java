package dmail.common.login;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How an address or a login was mapped, step by step, for {@code tellsmtp address} and {@code
 * tellpop login}.
 *
 * @param steps in the order in which they were decided
 * @param end the outcome
 */
public record Explanation(List<Step> steps, End end) {
    /** The outcome. */
    public enum End {
        FOUND,
        NO_SUCH_USER,
        NOT_LOCAL,
        /** The user data base can't answer now. */
        UNAVAILABLE
    }

    public Explanation {
        steps = List.copyOf(steps);
    }

    Explanation plus(Step step, End newEnd) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new Explanation(longer, newEnd);
    }

    /** {@return the steps for people: one line each, ended by LF} */
    public String text() {
        return steps.stream().map(step -> step + "\n").collect(Collectors.joining());
    }
}
