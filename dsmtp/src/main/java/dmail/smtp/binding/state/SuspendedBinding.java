package dmail.smtp.binding.state;

import java.time.Instant;
import java.util.Optional;

/**
 * A binding whose mail waits, or the mail of which for one domain waits.
 *
 * @param binding its name
 * @param domain the domain in lower case, when only its mail waits
 * @param until when it goes on by itself, in whole seconds; empty when an administrator resumes it
 * @param reason the administrator's words on one line, or empty
 */
public record SuspendedBinding(
        String binding, Optional<String> domain, Optional<Instant> until, String reason) {
    /** Longer reasons are cut. */
    private static final int LONGEST_REASON = 200;

    public SuspendedBinding {
        reason = oneLine(reason);
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON).strip();
    }

    /** {@return whether its time is over} */
    boolean isOver(Instant now) {
        return until.filter(end -> !now.isBefore(end)).isPresent();
    }
}
