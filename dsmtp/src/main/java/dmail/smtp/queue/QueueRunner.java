package dmail.smtp.queue;

import dmail.smtp.delivery.Timer;
import dmail.smtp.delivery.remote.StreamKey;
import dmail.smtp.message.QueueId;
import dmail.smtp.queue.backlog.Backlog;
import dmail.smtp.queue.backlog.BacklogEntry;
import dmail.smtp.source.SourcePolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts the attempts at queued messages that are due. Their results go elsewhere. */
final class QueueRunner {
    /** The wait between two scans. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Duration LONGEST_TICK = Duration.ofSeconds(5);

    private final QueueStore store;
    private final Backlog backlog;
    private final QueuedMail queued;
    private final Dispatcher dispatcher;
    private final NewMailPriority priority;
    private final InstantSource clock;
    private final Timer timer;
    private final Executor threads;
    private final AtomicBoolean pausing = new AtomicBoolean();
    private final AtomicBoolean scanning = new AtomicBoolean();
    private volatile Instant lastScan = Instant.MIN;

    QueueRunner(
            QueueStore store,
            Backlog backlog,
            QueuedMail queued,
            Dispatcher dispatcher,
            NewMailPriority priority,
            InstantSource clock,
            Timer timer,
            Executor threads) {
        this.store = store;
        this.backlog = backlog;
        this.queued = queued;
        this.dispatcher = dispatcher;
        this.priority = priority;
        this.clock = clock;
        this.timer = timer;
        this.threads = threads;
    }

    /** Scans the folder; may take long, while mail is accepted and delivered. */
    void scan() {
        store.scan();
        lastScan = clock.instant();
    }

    /**
     * Scans again when there is room for messages that are on the disk alone, or when some could
     * not be read; returns at once.
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

    /** A domain accepts mail of a binding again: its skipped messages are due now. */
    void recovered(StreamKey stream) {
        threads.execute(() -> {
            String destination = BacklogEntry.destination(stream.domain(), stream.binding());
            if (backlog.bringForward(destination, clock.instant())) {
                runDue();
            }
        });
    }

    /**
     * {@return how long to wait until due messages are started again} Due times are whole seconds,
     * so where an option may ask for short waits each of these is looked at.
     */
    Duration untilNextTick(SourcePolicy now) {
        if (now instanceof SourcePolicy.Plain) {
            return LONGEST_TICK;
        }
        Instant time = clock.instant();
        return Duration.between(time, time.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
    }

    /** Starts due messages, as many as there is room for. */
    void runDue() {
        List<QueueId> next = takeDue();
        while (!next.isEmpty()) {
            next.forEach(this::begin);
            // Entries whose file had vanished have freed slots: look again.
            next = takeDue();
        }
    }

    private List<QueueId> takeDue() {
        int limit = priority.limit();
        List<QueueId> taken = backlog.takeDue(clock.instant(), limit);
        priority.taken(taken.size());
        if (taken.size() == limit && pausing.compareAndSet(false, true)) {
            timer.after(NewMailPriority.WINDOW, () -> threads.execute(this::goOn));
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

    /** Runs the end of an attempt, then starts due messages. */
    void conclude(Runnable end) {
        end.run();
        runDue();
    }
}
