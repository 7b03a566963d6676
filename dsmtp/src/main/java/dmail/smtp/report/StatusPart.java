package dmail.smtp.report;

import dmail.common.address.EmailAddress;
import dmail.common.mbox.MailDate;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.protocol.Xtext;
import java.time.Instant;
import java.time.ZoneId;

/** The second part of a report, for programs (RFC 3464 section 2). */
final class StatusPart {
    private final Report report;
    private final ZoneId zone;
    private final Fields fields = new Fields();

    private StatusPart(Report report, ZoneId zone) {
        this.report = report;
        this.zone = zone;
    }

    static String of(Report report, ReportSettings reportSettings, ZoneId zone, Instant now) {
        return new StatusPart(report, zone).text(reportSettings, now);
    }

    private String text(ReportSettings reportSettings, Instant now) {
        fields.with("Reporting-MTA", "dns; " + reportSettings.host());
        String envelopeId = report.original().reports().envelopeId();
        if (!envelopeId.isEmpty()) {
            fields.with("Original-Envelope-Id", decoded(envelopeId));
        }
        fields.with("Arrival-Date", MailDate.of(report.original().accepted(), zone));
        fields.with("X-DMail-Queue-ID", report.original().id().text());
        for (ReportedRecipient recipient : report.recipients()) {
            fields.end();
            add(recipient, now);
        }
        return fields.toString();
    }

    /** A client's xtext is decoded (RFC 3461 sections 4.2 and 4.4). */
    private String decoded(String xtext) {
        return printable(Xtext.decode(xtext).orElse(xtext));
    }

    private void add(ReportedRecipient reported, Instant now) {
        String original = reported.recipient().original();
        int semicolon = original.indexOf(';');
        if (semicolon > 0) {
            fields.with(
                    "Original-Recipient",
                    printable(original.substring(0, semicolon))
                            + "; "
                            + decoded(original.substring(semicolon + 1)));
        }
        fields.with("Final-Recipient", typed(reported.recipient().address()));
        fields.with("Action", reported.action().word());
        fields.with("Status", reported.why().status().toString());
        addWhy(reported.why());
        fields.with("Last-Attempt-Date", MailDate.of(now, zone));
        if (report.reason() instanceof ReportReason.Delay(Instant until)) {
            fields.with("Will-Retry-Until", MailDate.of(until, zone));
        }
    }

    /** The address with its type (RFC 6533 section 3). */
    private static String typed(EmailAddress address) {
        String text = address.toString();
        return (Printable.isAscii(text) ? "rfc822; " : "utf-8; ") + text;
    }

    private void addWhy(DeliveryStatus why) {
        if (!why.host().isEmpty()) {
            // Only the name: the brackets after it are a comment in this field.
            String[] words = printable(why.host()).split(" ", 2);
            fields.with("Remote-MTA", "dns; " + words[0]);
        }
        if (!why.reply().isBlank()) {
            fields.with("Diagnostic-Code", "smtp; " + printable(why.reply()));
        } else if (!why.text().isBlank()) {
            fields.with("Diagnostic-Code", "x-dmail; " + printable(why.text()));
        }
    }

    private String printable(String printed) {
        return Printable.of(printed, report.isInternational());
    }
}
