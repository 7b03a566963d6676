package dmail.smtp.routing;

import dmail.common.login.Step;
import java.util.List;
import java.util.function.Supplier;

/** Told each step of an expansion, for {@code tellsmtp address}. */
interface Trace {
    /** Ignores the steps, for deliveries. */
    Trace NONE = _ -> {};

    void add(Step step);

    default void add(String label, Object value) {
        if (!equals(NONE)) {
            add(new Step(label, String.valueOf(value), ""));
        }
    }

    /** Adds steps that take some work to make. */
    default void addAll(Supplier<List<Step>> steps) {
        if (!equals(NONE)) {
            steps.get().forEach(this::add);
        }
    }

    default void add(Rule rule) {
        if (equals(NONE)) {
            return;
        }
        String to = String.join(", ", rule.members().stream().map(Member::toString).toList());
        add(new Step(rule.kind(), to, rule.location()));
    }
}
