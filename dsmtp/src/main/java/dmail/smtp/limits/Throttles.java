package dmail.smtp.limits;

import dmail.common.config.binding.Found;
import dmail.common.config.binding.Scope;
import dmail.common.config.binding.value.Rate;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** The throttles: one for each line, which all mail that it holds for shares. Thread-safe. */
final class Throttles {
    private final InstantSource clock;
    private final Map<Line, ThrottleWindow> windows = new HashMap<>();

    /** A throttle by the place of its line, so that a reload goes on with what was sent before. */
    private record Line(String option, Scope scope) {}

    Throttles(InstantSource clock) {
        this.clock = clock;
    }

    /** {@return the throttle of a line, with its current rate} */
    synchronized ThrottleWindow of(String option, Found<Rate> found) {
        ThrottleWindow window =
                windows.computeIfAbsent(
                        new Line(option, found.scope()),
                        _ -> new ThrottleWindow(found.value(), clock));
        window.change(found.value());
        return window;
    }

    /** Forgets those that hold nothing back, for lines that are gone. */
    synchronized void forgetIdle() {
        windows.values().removeIf(ThrottleWindow::isIdle);
    }
}
