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
 * Local deliveries: one at a time for each drop file, in order, everything that waits for it in one
 * batch; many drop files side by side.
 *
 * <p>Mail for a quiet drop file goes at once; after a delivery the drop file rests for a moment, so
 * that the mail of a busy one gathers: the longer, the longer the delivery took, since on a busy
 * disk the syncs of drop files delay those of the journal, which clients wait for. Locks and syncs
 * cost the same for one message as for many, and until then the journal keeps what waits.
 *
 * <p>A batch that is deferred is tried again from memory for about a minute; then, or at once when
 * the journal is crowded, its messages are handed back to go to the queue.
 */
public final class DropStreams {
    /** Deliveries mostly wait, for locks and for the disk; memory is what bounds their number. */
    private static final int WORKERS = 32;

    /** Long enough to gather. */
    static final Duration SHORTEST_REST = Duration.ofMillis(50);

    /** Too short for anybody to notice. */
    static final Duration LONGEST_REST = Duration.ofMillis(100);

    private static final int RESTS_FOR_EACH_WORK = 10;

    private final LocalDelivery delivery;
    private final Executor threads;
    private final Timer alarm;
    private final BooleanSupplier crowded;
    private final LongSupplier nanoTime;
    private final DeliveryLog log;

    /** Fair, so that {@link #stop} gets its turn. */
    private final Semaphore workers = new Semaphore(WORKERS, true);

    private final Map<Path, DropStream> streams = new HashMap<>();

    /** Guarded by the streams, as they are. */
    private boolean open;

    public DropStreams(
            LocalDelivery delivery,
            Executor threads,
            Timer alarm,
            BooleanSupplier crowded,
            LongSupplier nanoTime,
            DeliveryLog log) {
        this.delivery = delivery;
        this.threads = threads;
        this.alarm = alarm;
        this.crowded = crowded;
        this.nanoTime = nanoTime;
        this.log = log;
    }

    /** Puts a delivery behind those that wait for its drop file. */
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
     * Begins to deliver; before that, what comes gathers. So all that a crash left for a drop file
     * is in its first batch: half a message at its end is cut off only together with whatever is
     * written behind it.
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

    /** Delivers what waits for the drop file. */
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
            alarm.after(pause, () -> threads.execute(() -> work(drop)));
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

    /** {@return how long to leave the drop file alone then} */
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
                return stream(drop).isFull() ? Duration.ZERO : restAfter(took);
            }
        }
        return holdOrHandBack(drop, failed, reasons);
    }

    private static Duration restAfter(Duration took) {
        Duration rest = Duration.ofNanos(took.toNanos() * RESTS_FOR_EACH_WORK);
        if (rest.compareTo(LONGEST_REST) > 0) {
            return LONGEST_REST;
        }
        return rest.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : rest;
    }

    private List<Outcome> attempt(List<MailboxDelivery> batch) {
        MailboxDelivery first = batch.getFirst();
        try {
            return delivery.deliver(
                    first.mailbox(), batch.stream().map(MailboxDelivery::copy).toList());
        } catch (RuntimeException bug) {
            log.ourBug(first.job(), bug);
            return batch.stream()
                    .map(_ ->
                            (Outcome)
                                    new Outcome.Deferred(
                                            DeliveryStatus.ours("fault in the mail server")))
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
                mailboxDelivery.job().delivered(mailboxDelivery.recipientIndexes(), Receipt.LOCAL);
            }
            case Outcome.Deferred(DeliveryStatus why) -> {
                failed.add(mailboxDelivery.again());
                reasons.add(why);
            }
            case Outcome.Refused(DeliveryStatus why) ->
                    mailboxDelivery.job().failed(mailboxDelivery.recipientIndexes(), why);
        }
    }

    private Duration holdOrHandBack(
            Path drop, List<MailboxDelivery> failed, List<DeliveryStatus> reasons) {
        Duration pause = SHORTEST_REST;
        boolean hold;
        synchronized (streams) {
            DropStream stream = stream(drop);
            hold = !crowded.getAsBoolean() && !stream.hasTimedOut();
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
            failed.get(i).job().failed(failed.get(i).recipientIndexes(), reasons.get(i));
        }
        handBackTheRest(drop, reasons.getFirst());
        return pause;
    }

    /** Those behind would only meet the same trouble again. */
    private void handBackTheRest(Path drop, DeliveryStatus why) {
        List<MailboxDelivery> rest;
        synchronized (streams) {
            rest = stream(drop).takeAll();
        }
        rest.forEach(mailboxDelivery ->
                mailboxDelivery.job().failed(mailboxDelivery.recipientIndexes(), why));
    }

    /**
     * Lets no more deliveries begin and waits for those at work.
     *
     * @return whether all have ended in time
     */
    public boolean stop(Duration patience) {
        try {
            return workers.tryAcquire(WORKERS, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
