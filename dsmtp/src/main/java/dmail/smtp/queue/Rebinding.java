package dmail.smtp.queue;

import dmail.common.config.binding.ScopeTable;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.remote.ActiveMail;
import dmail.smtp.message.QueueId;
import dmail.smtp.queue.QueueControl.Mode;
import dmail.smtp.queue.backlog.Backlog;
import dmail.smtp.queue.backlog.BacklogEntry;
import dmail.smtp.queue.backlog.BindingShare;
import dmail.smtp.queue.backlog.QueueIndexEntry;
import dmail.smtp.queue.view.QueueChange;
import dmail.smtp.queue.view.QueueListing;
import dmail.smtp.queue.view.QueueViewer;
import dmail.smtp.queuefile.QueueFileReading.Understood;
import dmail.smtp.queuefile.QueuedMessage;
import dmail.smtp.queuefile.RecipientStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
     * Which messages are meant.
     *
     * @param binding of a recipient; empty for any
     * @param domain of such a recipient; empty for any
     */
    public record Which(Optional<String> binding, Optional<String> domain) {
        boolean covers(BacklogEntry entry) {
            QueueIndexEntry index = entry.indexEntry();
            if (binding.isEmpty()) {
                return domain.map(index.domains()::contains).orElse(true);
            }
            return domain.map(name -> index.leavesBy(binding.get(), name))
                    .orElseGet(() -> index.leavesBy(binding.get()));
        }
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
    public QueueChange run(Which which, Mode mode, QueueViewer viewer) throws IOException {
        int done = 0;
        int busy = 0;
        int failed = 0;
        for (BacklogEntry entry : backlog.all()) {
            viewer.keepAlive();
            if (!which.covers(entry)) {
                continue;
            }
            switch (mode == Mode.DO ? change(entry) : look(entry)) {
                case SAME -> {}
                case CHANGED -> {
                    viewer.done(entry.id());
                    done++;
                }
                case BUSY -> busy++;
                case FAILED -> failed++;
            }
        }
        return new QueueChange(done, busy, failed, 0);
    }

    private enum Result {
        SAME,
        CHANGED,
        BUSY,
        FAILED
    }

    private Result look(BacklogEntry entry) {
        if (entry.state() == QueueListing.State.ACTIVE) {
            return Result.BUSY;
        }
        try {
            Optional<Understood> found = files.look(entry.id());
            return found.isPresent() && bindings.wouldChange(found.get().message())
                    ? Result.CHANGED
                    : Result.SAME;
        } catch (IOException failure) {
            log.notRead(entry.id(), failure);
            return Result.FAILED;
        } catch (RuntimeException bug) {
            log.ourBug(entry.id(), bug);
            return Result.FAILED;
        }
    }

    /** Whatever happens, the message is given back, since else it would not be tried any more. */
    private Result change(BacklogEntry entry) {
        QueueId id = entry.id();
        if (!backlog.take(id)) {
            return backlog.find(id).isPresent() ? Result.BUSY : Result.SAME;
        }
        try {
            Optional<Understood> found = files.load(id);
            if (found.isEmpty()) {
                backlog.forget(id);
                return Result.SAME;
            }
            return change(entry, found.get().message());
        } catch (IOException failure) {
            log.notQueued(id, failure);
        } catch (RuntimeException bug) {
            log.ourBug(id, bug);
        }
        backlog.add(entry);
        return Result.FAILED;
    }

    private Result change(BacklogEntry entry, QueuedMessage message) throws IOException {
        List<RecipientStatus> again = bindings.again(message);
        if (again.equals(message.recipients())) {
            backlog.add(entry);
            return Result.SAME;
        }
        QueuedMessage changed = message.after(again);
        files.directory().store(changed);
        backlog.add(BacklogEntry.of(changed));
        log.ordered(entry.id(), "rebound");
        return Result.CHANGED;
    }
}
