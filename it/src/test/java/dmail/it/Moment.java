package dmail.it;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A point in time that comes once and is seen by all threads. */
final class Moment {
    private final CountDownLatch latch = new CountDownLatch(1);

    void comes() {
        latch.countDown();
    }

    /** Waits that long for it; {@return whether it has come}. */
    boolean comesWithin(Duration time) throws InterruptedException {
        return latch.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean hasCome() {
        return latch.getCount() == 0;
    }
}
