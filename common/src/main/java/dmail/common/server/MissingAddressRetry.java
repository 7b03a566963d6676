package dmail.common.server;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Tries again and again to open listeners, for as long as one waits for its address. */
final class MissingAddressRetry {
    private final Duration interval;
    private final Runnable attempt;
    private final BooleanSupplier waiting;
    private final AtomicBoolean running = new AtomicBoolean();

    /**
     * Does nothing at first.
     *
     * @param interval how long to wait before each attempt
     * @param attempt called on a thread of its own
     * @param waiting whether a listener waits
     */
    MissingAddressRetry(Duration interval, Runnable attempt, BooleanSupplier waiting) {
        this.interval = interval;
        this.attempt = attempt;
        this.waiting = waiting;
    }

    /** Begins, if a listener waits and it has not begun yet. */
    void start() {
        if (waiting.getAsBoolean() && running.compareAndSet(false, true)) {
            Thread _ = Thread.ofVirtual().name("addresses").start(this::run);
        }
    }

    private void run() {
        while (goesOn()) {
            try {
                Thread.sleep(interval);
            } catch (InterruptedException stop) {
                return;
            }
            attempt.run();
        }
    }

    /** Asks twice, since one may have begun to wait just before this was said to be over. */
    private boolean goesOn() {
        if (waiting.getAsBoolean()) {
            return true;
        }
        running.set(false);
        return waiting.getAsBoolean() && running.compareAndSet(false, true);
    }
}
