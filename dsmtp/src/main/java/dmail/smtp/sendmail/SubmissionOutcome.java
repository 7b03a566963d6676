package dmail.smtp.sendmail;

import dmail.common.cli.ExitStatus;
import java.util.List;

/** What became of a question to dsmtp. */
sealed interface SubmissionOutcome {
    /** It said yes. */
    record Done() implements SubmissionOutcome {}

    /**
     * It said no, and nothing was handed in.
     *
     * @param reasons a line each
     */
    record Refused(ExitStatus status, List<String> reasons) implements SubmissionOutcome {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /** It isn't there, or can't answer now. */
    record Later(String why) implements SubmissionOutcome {}
}
