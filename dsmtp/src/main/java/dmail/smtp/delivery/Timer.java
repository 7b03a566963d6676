package dmail.smtp.delivery;

import java.time.Duration;

/** Runs things later; a test decides when later is. */
public interface Timer {
    /** Runs a task, which is short, after a while; not at all once the program ends. */
    void after(Duration wait, Runnable task);
}
