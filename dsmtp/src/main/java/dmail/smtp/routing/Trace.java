package dmail.smtp.routing;

import dmail.common.login.Step;
import java.util.List;

/** Told each step of an expansion, for {@code tellsmtp address}. */
interface Trace {
    /** Ignores the steps, for deliveries. */
    Trace NONE = _ -> {};

    void add(Step step);

    default void add(String label, Object value) {
        add(new Step(label, String.valueOf(value), ""));
    }

    default void add(List<Step> steps) {
        steps.forEach(this::add);
    }

    default void add(Rule rule) {
        String to = String.join(", ", rule.members().stream().map(Member::toString).toList());
        add(new Step(rule.kind(), to, rule.location()));
    }
}
