package dmail.smtp.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rings when a test says so. */
public final class ManualTimer implements Timer {
    private final List<Duration> waits = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();

    @Override
    public synchronized void after(Duration wait, Runnable task) {
        waits.add(wait);
        tasks.add(task);
        notifyAll();
    }

    /** Runs what waits now. */
    public void ring() {
        List<Runnable> now;
        synchronized (this) {
            now = List.copyOf(tasks);
            tasks.clear();
        }
        now.forEach(Runnable::run);
    }

    /** {@return all waits asked for so far} */
    public synchronized List<Duration> waits() {
        return List.copyOf(waits);
    }

    /** Waits until so many waits were asked for. */
    public synchronized void await(int count) throws InterruptedException {
        while (waits.size() < count) {
            wait();
        }
    }
}
