package dmail.smtp.message;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Due times are whole seconds, in queue files and in memory. They are never rounded down: the
 * message would be tried before it is due, again and again.
 */
public final class WholeSeconds {
    private WholeSeconds() {}

    /** {@return the first whole second that is not before that time} */
    public static Instant from(Instant time) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(time) ? second : second.plusSeconds(1);
    }
}
