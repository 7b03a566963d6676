package dmail.smtp.report;

import java.time.Instant;

/** Why a report is sent. */
public sealed interface ReportReason {
    /** Some recipients will never get the message. */
    record Failure() implements ReportReason {}

    /** Some recipients still wait for it; {@code until} is when we give up. */
    record Delay(Instant until) implements ReportReason {}

    /** The sender wanted to hear of success too. */
    record Success() implements ReportReason {}
}
