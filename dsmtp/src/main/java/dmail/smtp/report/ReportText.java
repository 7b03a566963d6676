package dmail.smtp.report;

import dmail.common.mbox.MailDate;
import dmail.smtp.message.Action;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/**
 * A report without the returned message: a multipart/report in three parts (RFC 6522), the first
 * for people, the second for programs, the third the original message or its header.
 *
 * @param head all up to the original, with our Received header
 * @param tail what follows it
 * @param eightBit whether any of it has octets above 127 (RFC 6152)
 */
public record ReportText(String head, String tail, boolean eightBit) {
    /** Writes a report. */
    public static ReportText of(Report report, ReturnedContent returned, ReportContext making) {
        return new Writer(report, returned, making).write();
    }

    /** {@return the octets up to the original} */
    public byte[] headOctets() {
        return head.getBytes(StandardCharsets.UTF_8);
    }

    /** {@return the octets behind it} */
    public byte[] tailOctets() {
        return tail.getBytes(StandardCharsets.UTF_8);
    }

    private record Writer(Report report, ReturnedContent returned, ReportContext making) {
        ReportText write() {
            ZoneId zone = making.zone();
            AbridgedReport abridged = AbridgedReport.of(report);
            String text = HumanReadablePart.of(abridged, making.reportSettings(), zone);
            String status =
                    StatusPart.of(abridged.report(), making.reportSettings(), zone, making.now());
            boolean eightBit =
                    returned.eightBit() || !Printable.isAscii(text) || !Printable.isAscii(status);
            String head = header(zone, eightBit) + firstParts(text, status) + returnedHeader();
            return new ReportText(head, "\r\n--" + boundary() + "--\r\n", eightBit);
        }

        /** The report's id didn't exist when the original was written, so it can't occur in it. */
        private String boundary() {
            return "=_" + making.id();
        }

        private String header(ZoneId zone, boolean eightBit) {
            ReportSettings reportSettings = making.reportSettings();
            Fields fields =
                    new Fields()
                            .with("From", "Mail Delivery System <" + reportSettings.from() + ">")
                            .with("To", String.valueOf(report.original().sender()))
                            .with("Date", MailDate.of(making.now(), zone))
                            .with("Subject", subject())
                            .with(
                                    "Message-ID",
                                    "<" + making.id() + "@" + reportSettings.host() + ">")
                            .with("Auto-Submitted", "auto-replied")
                            .with("MIME-Version", "1.0")
                            .with(
                                    "Content-Type",
                                    "multipart/report; report-type=delivery-status;"
                                            + " boundary=\""
                                            + boundary()
                                            + "\"");
            addEncoding(fields, eightBit);
            return making.trace() + fields.end();
        }

        private String subject() {
            String what =
                    switch (report.reason()) {
                        case ReportReason.Failure() -> "Mail not delivered: ";
                        case ReportReason.Delay _ -> "Mail delayed: ";
                        case ReportReason.Success() ->
                                isRelayed() ? "Mail handed over: " : "Mail delivered: ";
                    };
            int count = report.recipients().size();
            String only = report.recipients().getFirst().recipient().address().toString();
            return what + (count == 1 && Printable.isAscii(only) ? only : recipients(count));
        }

        private boolean isRelayed() {
            return report.recipients().stream().anyMatch(r -> r.action() == Action.RELAYED);
        }

        private static String recipients(int count) {
            return count + (count == 1 ? " recipient" : " recipients");
        }

        private String firstParts(String text, String status) {
            boolean ascii = Printable.isAscii(text);
            Fields first = new Fields();
            first.with("Content-Type", "text/plain; charset=" + (ascii ? "us-ascii" : "utf-8"));
            addEncoding(first, !ascii);
            Fields second = new Fields();
            second.with(
                    "Content-Type",
                    report.isInternational()
                            ? "message/global-delivery-status"
                            : "message/delivery-status");
            addEncoding(second, !Printable.isAscii(status));
            return "This is a report in MIME form.\r\n"
                    + part(first)
                    + text
                    + part(second)
                    + status;
        }

        private String returnedHeader() {
            Fields third = new Fields();
            third.with("Content-Type", returnedType());
            addEncoding(third, returned.eightBit());
            return part(third);
        }

        /** RFC 6522 section 3, RFC 6533 section 6. */
        private String returnedType() {
            if (report.isInternational()) {
                return returned.whole() ? "message/global" : "message/global-headers";
            }
            return returned.whole() ? "message/rfc822" : "text/rfc822-headers";
        }

        private String part(Fields fields) {
            return "\r\n--" + boundary() + "\r\n" + fields.end();
        }

        private static void addEncoding(Fields fields, boolean eightBit) {
            if (eightBit) {
                fields.with("Content-Transfer-Encoding", "8bit");
            }
        }
    }
}
