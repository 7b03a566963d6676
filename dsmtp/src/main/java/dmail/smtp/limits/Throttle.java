package dmail.smtp.limits;

import dmail.common.config.Setting;
import dmail.common.config.binding.Found;
import dmail.common.config.binding.ScopeView;
import dmail.common.config.binding.value.Rate;
import java.time.Duration;
import java.util.Optional;

/**
 * A throttle as some mail finds it.
 *
 * @param isOfHost whether it holds for some hosts only
 */
record Throttle(String option, Found<Rate> line, ThrottleWindow window, boolean isOfHost) {
    /** {@return the throttle that holds in a place, if a line says so} */
    static Optional<Throttle> find(
            ScopeView view, Setting<Rate> option, Throttles all, boolean isOfHost) {
        return view.find(option)
                .map(found ->
                        new Throttle(option.name(), found, all.of(option.name(), found), isOfHost));
    }

    /** {@return why nothing may be sent now; empty when something may} */
    Optional<Hold> hold() {
        Duration wait = window.untilFree();
        return wait.isZero() ? Optional.empty() : Optional.of(hold(wait));
    }

    /** Begins one, unless the number is reached. */
    Optional<Hold> begin() {
        // Another one may have been quicker, and its window may end in this moment.
        return window.begin() ? Optional.empty() : Optional.of(hold(window.untilFree()));
    }

    /** One that has begun is done. */
    void end() {
        window.end();
    }

    /** One that has begun is not done after all. */
    void giveBack() {
        window.giveBack();
    }

    private Hold hold(Duration wait) {
        return new Hold(
                wait,
                Optional.empty(),
                isOfHost,
                line.value(),
                option + " " + line.value() + " (" + line.place() + ") is reached");
    }
}
