package dmail.smtp.report;

import dmail.smtp.message.DeliveryStatus;
import java.util.List;

/**
 * What of a report is told in full, so that it stays of a size whoever made it long: the words of
 * hosts get shorter the more recipients there are, and of those that have the message only some are
 * named.
 *
 * @param report with that much of it
 * @param unnamed how many recipients that have the message are not in it
 */
record AbridgedReport(Report report, int unnamed) {
    /** So many recipients that have the message are named. */
    static final int MOST_SERVED = 100;

    /** Characters of the words of all hosts together. */
    private static final int WORDS = 64 << 10;

    private static final int FEWEST_WORDS = 60;

    static AbridgedReport of(Report report) {
        List<ReportedRecipient> all = report.recipients();
        int named =
                switch (report.occasion()) {
                    case ReportReason.Success() -> Math.min(MOST_SERVED, all.size());
                    case ReportReason.Failure(), ReportReason.Delay _ -> all.size();
                };
        int words = Math.max(FEWEST_WORDS, WORDS / named);
        List<ReportedRecipient> told =
                all.subList(0, named).stream().map(each -> shortened(each, words)).toList();
        return new AbridgedReport(
                new Report(report.occasion(), report.original(), told), all.size() - named);
    }

    private static ReportedRecipient shortened(ReportedRecipient recipient, int words) {
        DeliveryStatus why = recipient.why();
        return new ReportedRecipient(
                recipient.recipient(),
                recipient.action(),
                new DeliveryStatus(
                        why.status(),
                        cut(why.text(), words),
                        cut(why.host(), words),
                        cut(why.reply(), words)));
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
