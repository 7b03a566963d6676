package dmail.smtp.report;

import dmail.common.address.EmailAddress;
import dmail.common.io.Reason;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import java.io.IOException;

/** The log lines of failed mail and of reports. */
public final class ReportLog {
    private final Log log;

    public ReportLog(Log log) {
        this.log = log;
    }

    void failed(QueueId id, Recipient recipient, DeliveryStatus why) {
        log.info(
                LogLine.of(id.text(), "failed")
                        .with("to", recipient.address())
                        .with("status", why.status())
                        .with("reason", why));
    }

    void sent(QueueId id, ReportReason reason, QueueId report, EmailAddress to) {
        log.info(
                LogLine.of(id.text(), "report sent")
                        .with("about", name(reason))
                        .with("to", to)
                        .with("report", report));
    }

    void noReturnAddress(QueueId id, ReportReason reason) {
        log.info(
                LogLine.of(id.text(), "report suppressed")
                        .with("about", name(reason))
                        .with("reason", "the sender is <>"));
    }

    void notWanted(QueueId id, ReportReason reason) {
        log.info(
                LogLine.of(id.text(), "report suppressed")
                        .with("about", name(reason))
                        .with("reason", "generate_bounces is false for this mail"));
    }

    void notStored(QueueId id, ReportReason reason, IOException failure) {
        log.warning(
                LogLine.of(id.text(), "report not sent")
                        .with("about", name(reason))
                        .with("reason", Reason.of(failure)));
    }

    private static String name(ReportReason reason) {
        return switch (reason) {
            case ReportReason.Failure() -> "failure";
            case ReportReason.Delay _ -> "delay";
            case ReportReason.Success() -> "success";
        };
    }
}
