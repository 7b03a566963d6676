package dmail.smtp.queue;

import dmail.common.address.Domain;
import dmail.smtp.delivery.Timer;
import dmail.smtp.message.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Brings queued messages to delivery when they are due. What comes of that is not its business. */
final class QueueRunner {
    /** How long to wait between two readings of the folder. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final QueueStore store;
    private final Backlog backlog;
    private final QueuedMail queued;
    private final Dispatcher dispatcher;
    private final NewMailPriority precedence;
    private final InstantSource clock;
    private final Timer alarm;
    private final Executor threads;
    private final AtomicBoolean pausing = new AtomicBoolean();
    private final AtomicBoolean scanning = new AtomicBoolean();
    private volatile Instant lastScan = Instant.MIN;

    QueueRunner(
            QueueStore store,
            Backlog backlog,
            QueuedMail queued,
            Dispatcher dispatcher,
            NewMailPriority precedence,
            InstantSource clock,
            Timer alarm,
            Executor threads) {
        this.store = store;
        this.backlog = backlog;
        this.queued = queued;
        this.dispatcher = dispatcher;
        this.precedence = precedence;
        this.clock = clock;
        this.alarm = alarm;
        this.threads = threads;
    }

    /** Reads the folder; may take its time while mail is accepted and delivered. */
    void scan() {
        store.scan();
        lastScan = clock.instant();
    }

    /**
     * Reads the folder again when there is room for messages that are on the disk alone, or some
     * could not be read; returns at once.
     */
    void scanForMore() {
        Instant now = clock.instant();
        if ((backlog.unread() > 0 || (backlog.leftOut() > 0 && backlog.hasRoomForMany()))
                && !now.isBefore(lastScan.plus(PAUSE))
                && scanning.compareAndSet(false, true)) {
            threads.execute(this::scanOnce);
        }
    }

    private void scanOnce() {
        try {
            scan();
            runDue();
        } finally {
            scanning.set(false);
        }
    }

    /** A domain takes mail again: what was not tried for its trouble is due now. */
    void recovered(Domain domain) {
        threads.execute(() -> {
            if (backlog.bringForward(domain.name(), clock.instant())) {
                runDue();
            }
        });
    }

    /** Starts what is due, as much as there is room for. */
    void runDue() {
        List<QueueId> next = takeDue();
        while (!next.isEmpty()) {
            next.forEach(this::begin);
            // Entries whose file had gone have made room.
            next = takeDue();
        }
    }

    private List<QueueId> takeDue() {
        int room = precedence.room();
        List<QueueId> taken = backlog.takeDue(clock.instant(), room);
        precedence.taken(taken.size());
        if (taken.size() == room && pausing.compareAndSet(false, true)) {
            alarm.after(NewMailPriority.WINDOW, () -> threads.execute(this::goOn));
        }
        return taken;
    }

    private void goOn() {
        pausing.set(false);
        runDue();
    }

    private void begin(QueueId id) {
        store.take(id).ifPresent(found -> dispatcher.submit(queued.attempt(found)));
    }

    /** Runs the end of an attempt elsewhere, then starts what is due: there is room for it now. */
    void conclude(Runnable end) {
        threads.execute(() -> {
            end.run();
            runDue();
        });
    }
}
