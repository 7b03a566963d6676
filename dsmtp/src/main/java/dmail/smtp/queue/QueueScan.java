package dmail.smtp.queue;

import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.message.QueueId;
import dmail.smtp.queue.backlog.Backlog;
import dmail.smtp.queue.backlog.BacklogEntry;
import dmail.smtp.queuefile.QueueFileReading.Understood;
import java.io.IOException;
import java.nio.file.Path;

/** One scan of the queue's folder into the backlog. */
final class QueueScan implements QueueFiles.Finder {
    private final QueueFiles files;
    private final Backlog backlog;
    private final DeliveryLog log;

    QueueScan(QueueFiles files, Backlog backlog, DeliveryLog log) {
        this.files = files;
        this.backlog = backlog;
        this.log = log;
    }

    void run() {
        try {
            files.scan(this);
        } catch (IOException failure) {
            backlog.leaveUnread();
            log.queueNotRead(failure);
        }
        log.queueRead(backlog.count(), backlog.leftOut(), backlog.unread());
    }

    /** Once memory is full, the other files are only counted. */
    @Override
    public boolean wants(QueueId id) {
        if (backlog.contains(id)) {
            return false;
        }
        if (backlog.leftOut() > 0) {
            backlog.leaveOut();
            return false;
        }
        return true;
    }

    @Override
    public void found(Understood message) {
        backlog.addFound(BacklogEntry.of(message.message()));
    }

    /** Only the first is logged: a hundred thousand may have the same cause. */
    @Override
    public void unread(Path file, IOException why) {
        if (backlog.unread() == 0) {
            log.fileNotRead(file, why);
        }
        backlog.leaveUnread();
    }
}
