package dmail.smtp.routing;

import dmail.common.login.Step;
import java.util.List;

/** Told each step of an expansion, for {@code tellsmtp address}. */
interface Trace {
    /** Ignores the steps, for deliveries. */
    Trace NONE = _ -> {};

    void say(Step step);

    default void say(String label, Object value) {
        say(new Step(label, String.valueOf(value), ""));
    }

    default void say(List<Step> steps) {
        steps.forEach(this::say);
    }

    default void say(Rule rule) {
        String to = String.join(", ", rule.members().stream().map(Member::toString).toList());
        say(new Step(rule.kind(), to, rule.location()));
    }
}
