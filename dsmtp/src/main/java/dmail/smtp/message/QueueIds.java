package dmail.smtp.message;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Makes queue ids: eleven digits of time in microseconds, three digits drawn at each start.
 *
 * <p>Ids of one server never repeat, even if the clock is set back while it runs. The drawn digits
 * tell two runs apart if the clock was set back between them: a repeated id would make the second
 * message look as if it had been delivered already.
 */
public final class QueueIds {
    private static final int TIME_DIGITS = 11;
    private static final int DRAWN_DIGITS = QueueId.LENGTH - TIME_DIGITS;
    private static final int BITS = 5;

    private final InstantSource clock;
    private final String drawn;
    private final AtomicLong last = new AtomicLong();

    public QueueIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.drawn = digits(random.nextInt(1 << (BITS * DRAWN_DIGITS)), DRAWN_DIGITS);
    }

    /** {@return a new id} */
    public QueueId next() {
        Instant now = clock.instant();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
        long time = last.updateAndGet(previous -> Math.max(previous + 1, micros));
        return new QueueId(digits(time, TIME_DIGITS) + drawn);
    }

    private static String digits(long value, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int shift = BITS * (count - 1); shift >= 0; shift -= BITS) {
            text.append(QueueId.DIGITS.charAt((int) (value >>> shift) & 31));
        }
        return text.toString();
    }
}
