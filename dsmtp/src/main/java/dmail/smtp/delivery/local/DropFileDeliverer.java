package dmail.smtp.delivery.local;

import dmail.common.dropfile.DropLock;
import dmail.common.dropfile.DropLocks;
import dmail.common.dropfile.LockAttempt;
import dmail.common.io.Reason;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.login.Mailbox;
import dmail.common.mbox.AppendResult;
import dmail.common.mbox.Arrivals;
import dmail.common.mbox.DropFolders;
import dmail.common.mbox.MboxAppender;
import dmail.common.mbox.MboxEntry;
import dmail.smtp.delivery.MailboxCopy;
import dmail.smtp.delivery.Outcome;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.policy.MailboxLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Delivers messages to a local mailbox: all that wait for it, under one lock and with one sync,
 * each of them once.
 *
 * <p>A failure is never permanent: a mailbox that can't be written now may be written later. Don't
 * interrupt a thread that delivers: Java would close the drop file. A message that was written in
 * part is found and removed at the next attempt.
 */
public final class DropFileDeliverer {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);

    private static final Outcome DELIVERED = new Outcome.Delivered();

    private final DropLocks locks;
    private final MboxAppender appender;
    private final Arrivals arrivals;
    private final Supplier<MailboxLimits> limits;
    private final ZoneId zone;
    private final Log log;

    /** Drop files in which a failed attempt may have left part of a message. */
    private final Set<Path> unsure = ConcurrentHashMap.newKeySet();

    /**
     * @param limits of mailboxes, read for each batch
     * @param zone of the dates in From lines
     */
    public DropFileDeliverer(
            DropLocks locks,
            MboxAppender appender,
            Arrivals arrivals,
            Supplier<MailboxLimits> limits,
            ZoneId zone,
            Log log) {
        this.locks = locks;
        this.appender = appender;
        this.arrivals = arrivals;
        this.limits = limits;
        this.zone = zone;
        this.log = log;
    }

    /**
     * Delivers to one mailbox. All waiting copies of one message for this mailbox must be passed
     * together: how many are there already is found by counting.
     *
     * @return one outcome for each copy, in order
     */
    public List<Outcome> deliver(Mailbox mailbox, List<MailboxCopy> copies) {
        try {
            DropFolders.prepare(mailbox.account().home().dropPath(), mailbox.dropFile());
        } catch (IOException e) {
            return unusable(copies, Reason.of(e));
        }
        return switch (locks.acquire(mailbox.dropFile(), mailbox.owner(), LOCK_TIMEOUT)) {
            case LockAttempt.Acquired(DropLock lock) -> deliverLocked(lock, mailbox, copies);
            case LockAttempt.Busy(String why) -> deferred(copies, why);
            case LockAttempt.Unusable(String why) -> unusable(copies, why);
        };
    }

    private List<Outcome> unusable(List<MailboxCopy> copies, String why) {
        log.error(LogLine.of("drop file not usable").with("reason", why));
        return deferred(copies, why);
    }

    private static List<Outcome> deferred(List<MailboxCopy> copies, String why) {
        Outcome outcome = new Outcome.Deferred(DeliveryStatus.localFailure(why));
        return copies.stream().map(_ -> outcome).toList();
    }

    private List<Outcome> deliverLocked(DropLock lock, Mailbox mailbox, List<MailboxCopy> copies) {
        boolean wasUnsure = !unsure.add(lock.dropFile());
        List<MboxEntry> entries = copies.stream().map(this::entryOf).toList();
        List<MboxEntry> doubtful = new ArrayList<>();
        for (int i = 0; i < copies.size(); i++) {
            if (wasUnsure || copies.get(i).mayBeThere()) {
                doubtful.add(entries.get(i));
            }
        }
        try (lock) {
            return append(lock, mailbox, entries, arrivals.there(lock, doubtful));
        } catch (IOException e) {
            return unusable(copies, Reason.of(e));
        }
    }

    private MboxEntry entryOf(MailboxCopy copy) {
        return new MboxEntry(
                copy.id().text(),
                copy.sender().toString(),
                copy.accepted().atZone(zone),
                copy.body()::open);
    }

    private List<Outcome> append(
            DropLock lock, Mailbox mailbox, List<MboxEntry> entries, Set<MboxEntry> there)
            throws IOException {
        MailboxLimits settings = limits.get();
        List<AppendResult> results =
                appender.append(
                        lock,
                        entries.stream().filter(e -> !there.contains(e)).toList(),
                        settings.of(mailbox));
        if (results.stream().noneMatch(AppendResult.Failed.class::isInstance)) {
            unsure.remove(lock.dropFile());
        }
        Iterator<AppendResult> next = results.iterator();
        return entries.stream()
                .map(entry -> there.contains(entry) ? DELIVERED : outcome(next.next(), settings))
                .toList();
    }

    private static Outcome outcome(AppendResult result, MailboxLimits limits) {
        return switch (result) {
            case AppendResult.Written() -> DELIVERED;
            case AppendResult.Full(String why) when limits.bounces() ->
                    new Outcome.Refused(DeliveryStatus.of(limits.status(), why));
            case AppendResult.Full(String why) ->
                    new Outcome.Deferred(DeliveryStatus.of(limits.status(), why));
            case AppendResult.Failed(String why) ->
                    new Outcome.Deferred(DeliveryStatus.localFailure(why));
        };
    }
}
