package dmail.smtp.delivery;

import java.time.Duration;

/** Runs delayed tasks; tests use a clock of their own. */
public interface Timer {
    /** Runs a short task after a delay; never, once the program ends. */
    void after(Duration wait, Runnable task);
}
