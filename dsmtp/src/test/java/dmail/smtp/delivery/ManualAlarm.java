package dmail.smtp.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rings when a test says so. */
final class ManualAlarm implements Alarm {
    private final List<Duration> waits = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();

    @Override
    public void after(Duration wait, Runnable task) {
        waits.add(wait);
        tasks.add(task);
    }

    /** Runs what waits now. */
    void ring() {
        List<Runnable> now = List.copyOf(tasks);
        tasks.clear();
        now.forEach(Runnable::run);
    }

    /** {@return all waits asked for so far} */
    List<Duration> waits() {
        return List.copyOf(waits);
    }
}
