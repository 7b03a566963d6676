package dmail.smtp.delivery;

import dmail.common.address.EmailAddress;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.routing.Destination;
import java.nio.file.Path;
import java.time.Instant;

/** The log lines of deliveries. */
public final class DeliveryLog {
    private final Log log;

    public DeliveryLog(Log log) {
        this.log = log;
    }

    public void delivered(MailboxDelivery delivery) {
        for (int index : delivery.recipientIndexes()) {
            EmailAddress to = delivery.attempt().envelope().recipients().get(index).address();
            log.info(
                    line(delivery.attempt(), "delivered")
                            .with("to", to)
                            .with("mailbox", delivery.mailbox().databaseName()));
        }
    }

    public void toProgram(DeliveryAttempt attempt, int index, Destination.Program program) {
        log.info(
                line(attempt, "delivered")
                        .with("to", attempt.envelope().recipients().get(index).address())
                        .with("program", program.command()));
    }

    public void discarded(DeliveryAttempt attempt, int index) {
        log.info(
                line(attempt, "discarded")
                        .with("to", attempt.envelope().recipients().get(index).address()));
    }

    public void willRetry(MailboxDelivery delivery, DeliveryStatus why) {
        log.info(
                line(delivery.attempt(), "delivery delayed")
                        .with("mailbox", delivery.mailbox().databaseName())
                        .with("reason", why));
    }

    public void queued(QueueId id, Recipient recipient, DeliveryStatus why, Instant due) {
        log.info(
                LogLine.of(id.text(), "deferred")
                        .with("to", recipient.address())
                        .with("reason", why)
                        .with("next", due));
    }

    public void notReported(QueueId id, Exception why) {
        log.error(LogLine.of(id.text(), "cannot write report").with("reason", why));
    }

    public void ordered(QueueId id, String what) {
        log.info(LogLine.of(id.text(), what).with("by", "administrator"));
    }

    /** The bindings of a message were decided again, since one of them is gone. */
    public void rebound(QueueId id) {
        log.info(LogLine.of(id.text(), "rebound"));
    }

    public void removed(QueueId id) {
        log.info(LogLine.of(id.text(), "removed from queue"));
    }

    public void ourBug(DeliveryAttempt attempt, RuntimeException bug) {
        log.error(line(attempt, "delivery fault").with("reason", bug));
    }

    /** The same of a message that isn't being tried. */
    public void ourBug(QueueId id, RuntimeException bug) {
        log.error(LogLine.of(id.text(), "delivery fault").with("reason", bug));
    }

    public void notQueued(QueueId id, Exception why) {
        log.error(LogLine.of(id.text(), "cannot change queue file").with("reason", why));
    }

    public void notRead(QueueId id, Exception why) {
        log.error(LogLine.of(id.text(), "cannot read queue file").with("reason", why));
    }

    public void queueNotRead(Exception why) {
        log.error(LogLine.of("cannot read queue folder").with("reason", why));
    }

    public void setAside(Path file, String why, Path kept) {
        log.error(
                LogLine.of("queue file set aside")
                        .with("file", file)
                        .with("reason", why)
                        .with("kept", kept));
    }

    public void notSetAside(Path file, String why, Exception failure) {
        log.error(
                LogLine.of("cannot set aside queue file")
                        .with("file", file)
                        .with("damage", why)
                        .with("reason", failure));
    }

    public void suspended() {
        log.warning(LogLine.of("outgoing suspended").with("hint", "tellsmtp resume"));
    }

    public void resumed() {
        log.info(LogLine.of("outgoing resumed"));
    }

    public void fileNotRead(Path file, Exception why) {
        log.error(LogLine.of("queue file unavailable").with("file", file).with("reason", why));
    }

    public void queueRead(int messages, int leftOut, int unread) {
        log.info(LogLine.of("queue read").with("messages", messages));
        if (leftOut > 0) {
            log.warning(LogLine.of("queue memory full").with("messages", leftOut));
        }
        if (unread > 0) {
            log.warning(LogLine.of("queue files not read").with("files", unread));
        }
    }

    public void orphansRemoved(int files) {
        log.info(LogLine.of("unfinished bodies removed").with("files", files));
    }

    private static LogLine line(DeliveryAttempt attempt, String event) {
        return LogLine.of(attempt.envelope().id().text(), event);
    }
}
