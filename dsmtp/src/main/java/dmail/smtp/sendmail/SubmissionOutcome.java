package dmail.smtp.sendmail;

import dmail.common.cli.ExitStatus;
import java.util.List;

/** The result of a request to dsmtp. */
sealed interface SubmissionOutcome {
    /** Accepted. */
    record Done() implements SubmissionOutcome {}

    /**
     * Refused, and nothing was submitted.
     *
     * @param reasons a line each
     */
    record Refused(ExitStatus status, List<String> reasons) implements SubmissionOutcome {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /** dsmtp isn't there, or can't answer now. */
    record Later(String why) implements SubmissionOutcome {}
}
