package dmail.smtp.report;

import dmail.common.address.EmailAddress;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.smtp.message.Diagnosis;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;

/** What the log says about mail that failed, and about reports. */
public final class ReportLog {
    private final Log log;

    public ReportLog(Log log) {
        this.log = log;
    }

    void failed(QueueId id, Recipient recipient, Diagnosis why) {
        log.info(
                LogLine.of(id.text(), "failed")
                        .with("to", recipient.address())
                        .with("status", why.status())
                        .with("reason", why));
    }

    void sent(QueueId id, Occasion occasion, QueueId report, EmailAddress to) {
        log.info(
                LogLine.of(id.text(), "report sent")
                        .with("about", name(occasion))
                        .with("to", to)
                        .with("report", report));
    }

    void nobodyToTell(QueueId id, Occasion occasion) {
        log.info(
                LogLine.of(id.text(), "no report: the sender is <>").with("about", name(occasion)));
    }

    private static String name(Occasion occasion) {
        return switch (occasion) {
            case Occasion.Failure() -> "failure";
            case Occasion.Delay _ -> "delay";
            case Occasion.Success() -> "success";
        };
    }
}
