package dmail.smtp.report;

import dmail.smtp.message.Envelope;
import java.util.List;

/**
 * The facts of a report about one message.
 *
 * @param original the message's envelope
 * @param recipients at least one; others of the message aren't named
 */
public record Report(ReportReason reason, Envelope original, List<ReportedRecipient> recipients) {
    public Report {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("a report about nobody");
        }
    }

    /** {@return whether addresses need more than ASCII (RFC 6533)} */
    boolean isInternational() {
        return original.utf8()
                || recipients.stream()
                        .anyMatch(r -> !Printable.isAscii(r.recipient().address().toString()));
    }
}
