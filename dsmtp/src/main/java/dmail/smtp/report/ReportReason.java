package dmail.smtp.report;

import java.time.Instant;

/** Why a report is sent. */
public sealed interface ReportReason {
    /** Some recipients failed permanently. */
    record Failure() implements ReportReason {}

    /**
     * Some recipients are still queued.
     *
     * @param until when they expire
     */
    record Delay(Instant until) implements ReportReason {}

    /** The sender asked for a report of success. */
    record Success() implements ReportReason {}
}
