package dmail.smtp.queue;

import dmail.common.config.binding.ScopeTable;
import dmail.smtp.delivery.Timer;
import dmail.smtp.delivery.remote.ActiveMail;
import dmail.smtp.queue.backlog.Backlog;
import dmail.smtp.queue.backlog.BacklogEntry;
import dmail.smtp.queue.backlog.BindingShare;
import dmail.smtp.queue.view.QueueListing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The mail whose binding is gone by new settings: it is counted once, and decided again at once.
 * Thread-safe.
 */
public final class LostBindings {
    /** Whoever changed the settings waits so long; the rest is decided after that. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /** Mail that was being tried is looked at after this, then after twice as long. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(1);

    /** No attempt is longer. */
    private static final Duration LAST_LOOK = Duration.ofHours(1);

    private final Backlog backlog;
    private final Rebinding rebinding;
    private final RecipientBindings bindings;
    private final Supplier<List<ActiveMail>> active;
    private final Timer timer;
    private final Executor threads;

    /** The names whose mail was counted, as long as there is any. */
    private Set<String> counted = new HashSet<>();

    /** Of the walks through the queue the latest does the work of those before. */
    private final AtomicInteger walks = new AtomicInteger();

    /**
     * @param active the mail of the streams
     */
    LostBindings(
            Backlog backlog,
            Rebinding rebinding,
            RecipientBindings bindings,
            Supplier<List<ActiveMail>> active,
            Timer timer,
            Executor threads) {
        this.backlog = backlog;
        this.rebinding = rebinding;
        this.bindings = bindings;
        this.active = active;
        this.timer = timer;
        this.threads = threads;
    }

    /**
     * {@return how many messages have a binding that there isn't any more, and were not counted
     * before} No file is read for this. New mail that is being sent, or waits for a connection, is
     * in no queue file; the streams know about how much of it there is.
     *
     * @param isThere whether there is a binding of that name
     */
    public synchronized int count(Predicate<String> isThere) {
        Names names = new Names(isThere, counted);
        int queued = 0;
        int tried = 0;
        for (BacklogEntry entry : backlog.all()) {
            if (names.isFresh(entry)) {
                queued++;
                tried += entry.state() == QueueListing.State.ACTIVE ? 1 : 0;
            }
        }
        int inStreams = 0;
        for (ActiveMail mail : active.get()) {
            inStreams += names.isFresh(mail.binding()) ? mail.messages() : 0;
        }
        counted = names.lost;
        return queued + Math.max(0, inStreams - tried);
    }

    /**
     * Finds names that are gone.
     *
     * @param before those that were found by the count before
     * @param lost those that are found by this one, which is added to
     */
    private record Names(Predicate<String> isThere, Set<String> before, Set<String> lost) {
        Names(Predicate<String> isThere, Set<String> before) {
            this(isThere, before, new HashSet<>());
        }

        boolean isFresh(BacklogEntry entry) {
            boolean isFresh = false;
            for (BindingShare share : entry.indexEntry().shares()) {
                isFresh |= isFresh(share.binding());
            }
            return isFresh;
        }

        boolean isFresh(String binding) {
            if (binding.equals(ScopeTable.DEFAULT) || isThere.test(binding)) {
                return false;
            }
            lost.add(binding);
            return !before.contains(binding);
        }
    }

    /** Decides the queued messages among them, and returns when that is done, or takes long. */
    public void decideAgain() {
        int walk = walks.incrementAndGet();
        CountDownLatch end = new CountDownLatch(1);
        threads.execute(() -> {
            try {
                decide(walk, FIRST_LOOK);
            } finally {
                end.countDown();
            }
        });
        try {
            boolean _ = end.await(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void decide(int walk, Duration next) {
        if (walk != walks.get()) {
            return;
        }
        boolean isAnyTried = isAnySent();
        try {
            isAnyTried |= rebinding.lost(bindings::isGone).busy() > 0;
        } catch (IOException failure) {
            // Only a client that leaves fails a walk, and there is none.
            throw new UncheckedIOException(failure);
        }
        if (isAnyTried && next.compareTo(LAST_LOOK) <= 0) {
            timer.after(next, () -> threads.execute(() -> decide(walk, next.multipliedBy(2))));
        }
    }

    private boolean isAnySent() {
        for (ActiveMail mail : active.get()) {
            if (bindings.isGone(mail.binding())) {
                return true;
            }
        }
        return false;
    }
}
