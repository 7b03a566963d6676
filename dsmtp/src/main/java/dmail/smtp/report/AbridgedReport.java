package dmail.smtp.report;

import dmail.smtp.message.DeliveryStatus;
import java.util.List;

/**
 * A report shortened to a bounded size: hosts' replies get shorter the more recipients there are,
 * and only some of the served recipients are named.
 *
 * @param report the shortened report
 * @param unnamed how many served recipients are not in it
 */
record AbridgedReport(Report report, int unnamed) {
    /** The most served recipients that are named. */
    static final int MOST_SERVED = 100;

    /** Characters of all hosts' replies together. */
    private static final int WORDS = 64 << 10;

    private static final int FEWEST_WORDS = 60;

    static AbridgedReport of(Report report) {
        List<ReportedRecipient> all = report.recipients();
        int named =
                switch (report.reason()) {
                    case ReportReason.Success() -> Math.min(MOST_SERVED, all.size());
                    case ReportReason.Failure(), ReportReason.Delay _ -> all.size();
                };
        int words = Math.max(FEWEST_WORDS, WORDS / named);
        List<ReportedRecipient> included =
                all.subList(0, named).stream().map(each -> shortened(each, words)).toList();
        return new AbridgedReport(
                new Report(report.reason(), report.original(), included), all.size() - named);
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
