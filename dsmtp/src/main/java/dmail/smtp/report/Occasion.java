package dmail.smtp.report;

import java.time.Instant;

/** Why a report is sent. */
public sealed interface Occasion {
    /** Some recipients will never get the message. */
    record Failure() implements Occasion {}

    /** Some recipients still wait for it; {@code until} is when we give up. */
    record Delay(Instant until) implements Occasion {}

    /** The sender wanted to hear of success too. */
    record Success() implements Occasion {}
}
