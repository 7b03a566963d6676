package dmail.smtp.delivery.local;

import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.MailboxDelivery;
import dmail.smtp.delivery.Outcome;
import dmail.smtp.delivery.Receipt;
import dmail.smtp.delivery.Timer;
import dmail.smtp.message.DeliveryStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Local deliveries: one at a time for each drop file, in order, in batches; many drop files side by
 * side.
 *
 * <p>Mail for an idle drop file is delivered at once. After a delivery the drop file is left alone
 * for a moment, so that more mail for it gathers: the longer the delivery took, the longer the
 * rest. Locks and syncs cost the same for one message as for many, and on a busy disk the syncs of
 * drop files delay those of the journal, for which clients wait. Meanwhile the messages are safe in
 * the journal.
 *
 * <p>A batch that is deferred is tried again from memory for about a minute. After that, or at once
 * when the journal is nearly full, its messages go to the queue.
 */
public final class DropStreams {
    /** Deliveries mostly wait for locks and for the disk; their memory is the limit. */
    private static final int WORKERS = 32;

    static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

    /** Too short for a user to notice. */
    static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    private static final int PAUSE_PER_WORK = 10;

    private final LocalDelivery delivery;
    private final Executor threads;
    private final Timer timer;
    private final BooleanSupplier congested;
    private final LongSupplier nanoTime;
    private final DeliveryLog log;

    /** Fair, so that {@link #stop} gets its permits. */
    private final Semaphore workers = new Semaphore(WORKERS, true);

    private final Map<Path, DropStream> streams = new HashMap<>();

    /** Guarded by the streams. */
    private boolean open;

    public DropStreams(
            LocalDelivery delivery,
            Executor threads,
            Timer timer,
            BooleanSupplier congested,
            LongSupplier nanoTime,
            DeliveryLog log) {
        this.delivery = delivery;
        this.threads = threads;
        this.timer = timer;
        this.congested = congested;
        this.nanoTime = nanoTime;
        this.log = log;
    }

    /** Queues a delivery for its drop file. */
    public void add(MailboxDelivery mailboxDelivery) {
        Path drop = mailboxDelivery.mailbox().dropFile();
        boolean begin;
        synchronized (streams) {
            begin = open && !streams.containsKey(drop);
            streams.computeIfAbsent(drop, _ -> new DropStream()).add(mailboxDelivery);
        }
        if (begin) {
            threads.execute(() -> work(drop));
        }
    }

    /**
     * Begins to deliver; until then deliveries are only queued. So all mail that a crash left for a
     * drop file is in its first batch, and part of a message at the end of the file is removed
     * before anything is appended.
     */
    public void open() {
        List<Path> waiting;
        synchronized (streams) {
            if (open) {
                return;
            }
            open = true;
            waiting = List.copyOf(streams.keySet());
        }
        waiting.forEach(drop -> threads.execute(() -> work(drop)));
    }

    /** Delivers one batch to the drop file. */
    private void work(Path drop) {
        workers.acquireUninterruptibly();
        try {
            List<MailboxDelivery> batch = nextBatch(drop);
            if (!batch.isEmpty()) {
                retryAfter(deliver(drop, batch), drop);
            }
        } finally {
            workers.release();
        }
    }

    private void retryAfter(Duration pause, Path drop) {
        if (pause.isZero()) {
            threads.execute(() -> work(drop));
        } else {
            timer.after(pause, () -> threads.execute(() -> work(drop)));
        }
    }

    private List<MailboxDelivery> nextBatch(Path drop) {
        synchronized (streams) {
            DropStream stream = stream(drop);
            if (stream.isEmpty()) {
                streams.remove(drop);
            }
            return stream.takeBatch();
        }
    }

    private DropStream stream(Path drop) {
        return streams.computeIfAbsent(drop, _ -> new DropStream());
    }

    /** {@return the rest before the next delivery to this drop file} */
    private Duration deliver(Path drop, List<MailboxDelivery> batch) {
        long begun = nanoTime.getAsLong();
        List<Outcome> outcomes = attempt(batch);
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - begun);
        List<MailboxDelivery> failed = new ArrayList<>();
        List<DeliveryStatus> reasons = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            settle(batch.get(i), outcomes.get(i), failed, reasons);
        }
        if (failed.isEmpty()) {
            synchronized (streams) {
                stream(drop).succeeded();
                return stream(drop).isFull() ? Duration.ZERO : pauseAfter(took);
            }
        }
        return pauseOrDefer(drop, failed, reasons);
    }

    private static Duration pauseAfter(Duration took) {
        Duration pause = Duration.ofNanos(took.toNanos() * PAUSE_PER_WORK);
        if (pause.compareTo(LONGEST_PAUSE) > 0) {
            return LONGEST_PAUSE;
        }
        return pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause;
    }

    private List<Outcome> attempt(List<MailboxDelivery> batch) {
        MailboxDelivery first = batch.getFirst();
        try {
            return delivery.deliver(
                    first.mailbox(), batch.stream().map(MailboxDelivery::copy).toList());
        } catch (RuntimeException bug) {
            log.ourBug(first.attempt(), bug);
            return batch.stream()
                    .map(_ ->
                            (Outcome)
                                    new Outcome.Deferred(
                                            DeliveryStatus.localFailure(
                                                    "fault in the mail server")))
                    .toList();
        }
    }

    private void settle(
            MailboxDelivery mailboxDelivery,
            Outcome outcome,
            List<MailboxDelivery> failed,
            List<DeliveryStatus> reasons) {
        switch (outcome) {
            case Outcome.Delivered() -> {
                log.delivered(mailboxDelivery);
                mailboxDelivery
                        .attempt()
                        .delivered(mailboxDelivery.recipientIndexes(), Receipt.LOCAL);
            }
            case Outcome.Deferred(DeliveryStatus why) -> {
                failed.add(mailboxDelivery.again());
                reasons.add(why);
            }
            case Outcome.Refused(DeliveryStatus why) ->
                    mailboxDelivery.attempt().failed(mailboxDelivery.recipientIndexes(), why);
        }
    }

    private Duration pauseOrDefer(
            Path drop, List<MailboxDelivery> failed, List<DeliveryStatus> reasons) {
        Duration pause = SHORTEST_PAUSE;
        boolean hold;
        synchronized (streams) {
            DropStream stream = stream(drop);
            hold = !congested.getAsBoolean() && !stream.hasTimedOut();
            if (hold) {
                stream.putBack(failed);
                pause = stream.pause();
            }
        }
        if (hold) {
            log.willRetry(failed.getFirst(), reasons.getFirst());
            return pause;
        }
        for (int i = 0; i < failed.size(); i++) {
            failed.get(i).attempt().failed(failed.get(i).recipientIndexes(), reasons.get(i));
        }
        deferRemaining(drop, reasons.getFirst());
        return pause;
    }

    /** The other messages for this drop file would fail in the same way. */
    private void deferRemaining(Path drop, DeliveryStatus why) {
        List<MailboxDelivery> remaining;
        synchronized (streams) {
            remaining = stream(drop).takeAll();
        }
        remaining.forEach(mailboxDelivery ->
                mailboxDelivery.attempt().failed(mailboxDelivery.recipientIndexes(), why));
    }

    /**
     * Begins no more deliveries and waits for those under way.
     *
     * @return whether all have ended in time
     */
    public boolean stop(Duration timeout) {
        try {
            return workers.tryAcquire(WORKERS, timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
