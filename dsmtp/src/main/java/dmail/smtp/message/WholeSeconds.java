package dmail.smtp.message;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The unit in which due times are kept, in queue files and in memory. A time is never rounded down
 * to it: what is due a little later would be tried at once, again and again.
 */
public final class WholeSeconds {
    private WholeSeconds() {}

    /** {@return the first whole second that is not before that time} */
    public static Instant from(Instant time) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(time) ? second : second.plusSeconds(1);
    }
}
