package dmail.smtp.limits;

import dmail.common.config.binding.value.Rate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Holds something to a rate: no window of that many seconds has more than the number, and a full
 * number may go at once. What takes time counts from its begin until a window after its end, so
 * that this holds wherever it is looked at: another host may see it at any moment in between.
 * Thread-safe.
 */
final class ThrottleWindow {
    /** With more events than this in a window, those that are close together are kept as one. */
    private static final int FINEST = 1024;

    private final InstantSource clock;
    private Rate rate;
    private final Deque<Burst> bursts = new ArrayDeque<>();

    /** Those in {@link #bursts}. */
    private int ended;

    /** Those that have begun, and not ended. */
    private int underWay;

    /**
     * Events that count until the last of them is out of the window.
     *
     * @param first when the first was
     * @param last when the last was
     */
    private record Burst(Instant first, Instant last, int events) {}

    ThrottleWindow(Rate rate, InstantSource clock) {
        this.rate = rate;
        this.clock = clock;
    }

    /** Changes the rate, after a reload; what was done before counts. */
    synchronized void change(Rate next) {
        rate = next;
    }

    /** {@return whether one more may begin now; if so, it counts, and {@link #end} follows} */
    synchronized boolean begin() {
        forget(clock.instant());
        if (underWay + ended >= rate.most()) {
            return false;
        }
        underWay++;
        return true;
    }

    /** One that has begun is done. */
    synchronized void end() {
        Instant now = clock.instant();
        forget(now);
        underWay--;
        ended++;
        Burst last = bursts.peekLast();
        if (last != null && isOneWith(last, now)) {
            bursts.removeLast();
            bursts.addLast(new Burst(last.first(), now, last.events() + 1));
        } else {
            bursts.addLast(new Burst(now, now, 1));
        }
    }

    /** {@return whether nothing of it is in the window, so that it holds nothing back} */
    synchronized boolean isIdle() {
        forget(clock.instant());
        return underWay + ended == 0;
    }

    /** One that has begun is not done after all. */
    synchronized void giveBack() {
        underWay--;
    }

    /**
     * {@return how long it takes until one more may begin, or at least, when those that are under
     * way are too many; zero when it may begin now}
     */
    synchronized Duration untilFree() {
        Instant now = clock.instant();
        forget(now);
        int over = underWay + ended - rate.most();
        if (over < 0) {
            return Duration.ZERO;
        }
        for (Burst burst : bursts) {
            over -= burst.events();
            if (over < 0) {
                return Duration.between(now, burst.last().plus(window()));
            }
        }
        return window();
    }

    private Duration window() {
        return Duration.ofSeconds(rate.seconds());
    }

    private boolean isOneWith(Burst last, Instant now) {
        return last.first().equals(now)
                || (rate.most() > FINEST
                        && last.first().plus(window().dividedBy(FINEST)).isAfter(now));
    }

    private void forget(Instant now) {
        Burst newest = bursts.peekLast();
        if (newest != null && newest.last().isAfter(now)) {
            moveBack(now);
        }
        Instant oldest = now.minus(window());
        for (Burst first = bursts.peekFirst();
                first != null && !first.last().isAfter(oldest);
                first = bursts.peekFirst()) {
            bursts.removeFirst();
            ended -= first.events();
        }
    }

    /** The clock was set back: what seems to be in the future was not later than now. */
    private void moveBack(Instant now) {
        Deque<Burst> moved = new ArrayDeque<>();
        for (Burst burst : bursts) {
            moved.addLast(
                    new Burst(
                            earlier(burst.first(), now),
                            earlier(burst.last(), now),
                            burst.events()));
        }
        bursts.clear();
        bursts.addAll(moved);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
