package dmail.smtp.queue;

import dmail.common.config.binding.ScopeTable;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.remote.ActiveMail;
import dmail.smtp.queue.QueueControl.Mode;
import dmail.smtp.queue.backlog.Backlog;
import dmail.smtp.queue.backlog.BacklogEntry;
import dmail.smtp.queue.backlog.BindingShare;
import dmail.smtp.queue.view.QueueChange;
import dmail.smtp.queue.view.QueueListing;
import dmail.smtp.queue.view.QueueViewer;
import dmail.smtp.queuefile.QueueFileReading.Understood;
import dmail.smtp.queuefile.QueuedMessage;
import dmail.smtp.queuefile.RecipientStatus;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Decides again by which bindings queued messages leave, when an administrator asks for it. */
public final class Rebinding {
    private final QueueFiles files;
    private final Backlog backlog;
    private final RecipientBindings bindings;
    private final Supplier<List<ActiveMail>> active;
    private final DeliveryLog log;

    /**
     * @param active the mail of the streams
     */
    Rebinding(
            QueueFiles files,
            Backlog backlog,
            RecipientBindings bindings,
            Supplier<List<ActiveMail>> active,
            DeliveryLog log) {
        this.files = files;
        this.backlog = backlog;
        this.bindings = bindings;
        this.active = active;
        this.log = log;
    }

    /**
     * {@return how many messages have a binding that there isn't any more} They are decided again
     * before they are tried; no file is read for this. New mail that is being sent, or waits for a
     * connection, is in no queue file; the streams know about how much of it there is.
     *
     * @param isThere whether there is a binding of that name
     */
    public int lost(Predicate<String> isThere) {
        int queued = 0;
        int tried = 0;
        for (BacklogEntry entry : backlog.all()) {
            if (isLost(entry, isThere)) {
                queued++;
                tried += entry.state() == QueueListing.State.ACTIVE ? 1 : 0;
            }
        }
        int inStreams = 0;
        for (ActiveMail mail : active.get()) {
            inStreams += isLost(mail.binding(), isThere) ? mail.messages() : 0;
        }
        return queued + Math.max(0, inStreams - tried);
    }

    private static boolean isLost(BacklogEntry entry, Predicate<String> isThere) {
        for (BindingShare share : entry.indexEntry().shares()) {
            if (isLost(share.binding(), isThere)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLost(String binding, Predicate<String> isThere) {
        return !binding.equals(ScopeTable.DEFAULT) && !isThere.test(binding);
    }

    /** Decides messages again; those whose bindings stay the same aren't changed. */
    public QueueChange run(MailSelection which, Mode mode, QueueViewer viewer) throws IOException {
        return new QueueWalk(files, backlog, log).run(which::covers, mode, new Again(), viewer);
    }

    /** Decides by which bindings recipients leave. */
    private final class Again implements QueueWalk.Order {
        @Override
        public boolean concerns(QueuedMessage message) throws IOException {
            return bindings.wouldChange(message);
        }

        @Override
        public boolean carryOut(Understood found) throws IOException {
            QueuedMessage message = found.message();
            List<RecipientStatus> again = bindings.again(message);
            if (again.equals(message.recipients())) {
                return false;
            }
            QueuedMessage changed = message.after(again);
            files.directory().store(changed);
            backlog.add(BacklogEntry.of(changed));
            log.ordered(message.envelope().id(), "rebound");
            return true;
        }
    }
}
