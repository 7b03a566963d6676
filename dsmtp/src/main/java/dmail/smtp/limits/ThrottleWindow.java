package dmail.smtp.limits;

import dmail.common.config.binding.value.Rate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Holds something to a rate: no window of that many seconds has more than the number, and a full
 * number may go at once. Thread-safe.
 */
public final class ThrottleWindow {
    /** With more events than this in a window, those that are close together are kept as one. */
    private static final int FINEST = 1024;

    private final InstantSource clock;
    private Rate rate;
    private final Deque<Burst> bursts = new ArrayDeque<>();
    private int taken;

    /**
     * Events that count until the last of them is out of the window.
     *
     * @param first when the first was
     * @param last when the last was
     */
    private record Burst(Instant first, Instant last, int events) {}

    public ThrottleWindow(Rate rate, InstantSource clock) {
        this.rate = rate;
        this.clock = clock;
    }

    /** Changes the rate, after a reload; what was done before counts. */
    public synchronized void change(Rate next) {
        rate = next;
    }

    /** {@return whether one more is done now; if so, it counts} */
    public synchronized boolean take() {
        Instant now = clock.instant();
        forget(now);
        if (taken >= rate.most()) {
            return false;
        }
        Burst last = bursts.peekLast();
        if (last != null && isOneWith(last, now)) {
            bursts.removeLast();
            bursts.addLast(new Burst(last.first(), now, last.events() + 1));
        } else {
            bursts.addLast(new Burst(now, now, 1));
        }
        taken++;
        return true;
    }

    /** {@return whether nothing of it is in the window, so that it holds nothing back} */
    synchronized boolean isIdle() {
        forget(clock.instant());
        return taken == 0;
    }

    /** Takes the last one back, which was not done after all. */
    public synchronized void giveBack() {
        Burst last = bursts.pollLast();
        if (last != null) {
            taken--;
            if (last.events() > 1) {
                bursts.addLast(new Burst(last.first(), last.last(), last.events() - 1));
            }
        }
    }

    /** {@return how long it takes until one more may be done; zero when it may be done now} */
    public synchronized Duration untilFree() {
        Instant now = clock.instant();
        forget(now);
        int over = taken - rate.most();
        for (Burst burst : bursts) {
            if (over < 0) {
                break;
            }
            over -= burst.events();
            if (over < 0) {
                return Duration.between(now, burst.last().plus(window()));
            }
        }
        return Duration.ZERO;
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
            taken -= first.events();
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
