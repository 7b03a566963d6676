package dmail.smtp.delivery.program;

import dmail.common.address.EmailAddress;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.Outcome;
import dmail.smtp.delivery.Receipt;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.routing.Destination;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Deliveries to programs: a few at a time of each, so that a slow one leaves room for others. What
 * can't begin soon goes to the queue.
 */
public final class ProgramStreams {
    private static final int MOST = 40;
    private static final int MOST_OF_ONE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** RFC 3463 section 3.4: system not accepting network messages, for the moment. */
    private static final EnhancedCode BUSY = new EnhancedCode(4, 3, 2);

    private final ProgramDelivery delivery;
    private final Executor threads;
    private final DeliveryLog log;
    private final Semaphore room = new Semaphore(MOST, true);
    private final Map<Destination.Program, Turn> turns = new HashMap<>();

    /** How many of one program may run, and how many deliveries want to know. */
    private static final class Turn {
        private final Semaphore room = new Semaphore(MOST_OF_ONE, true);
        private int users;
    }

    public ProgramStreams(ProgramDelivery delivery, Executor threads, DeliveryLog log) {
        this.delivery = delivery;
        this.threads = threads;
        this.log = log;
    }

    /** Takes over one recipient of a message; returns at once. */
    public void add(DeliveryAttempt job, int index, Destination.Program program) {
        threads.execute(() -> settle(job, index, program));
    }

    private void settle(DeliveryAttempt job, int index, Destination.Program program) {
        switch (attempt(job, index, program)) {
            case Outcome.Delivered() -> {
                log.toProgram(job, index, program);
                job.delivered(List.of(index), Receipt.LOCAL);
            }
            case Outcome.Deferred(DeliveryStatus why) -> job.failed(List.of(index), why);
            case Outcome.Refused(DeliveryStatus why) -> job.failed(List.of(index), why);
        }
    }

    private Outcome attempt(DeliveryAttempt job, int index, Destination.Program program) {
        Turn turn = enter(program);
        try {
            if (!turn.room.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return busy();
            }
            try {
                return inTurn(job, index, program);
            } finally {
                turn.room.release();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return busy();
        } finally {
            leave(program, turn);
        }
    }

    private Outcome inTurn(DeliveryAttempt job, int index, Destination.Program program)
            throws InterruptedException {
        if (!room.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            return busy();
        }
        try {
            EmailAddress recipient = job.envelope().recipients().get(index).address();
            return delivery.deliver(program, recipient, job.copy(false));
        } catch (RuntimeException bug) {
            log.ourBug(job, bug);
            return new Outcome.Deferred(DeliveryStatus.ours("fault in the mail server"));
        } finally {
            room.release();
        }
    }

    private static Outcome busy() {
        return new Outcome.Deferred(DeliveryStatus.of(BUSY, "too many programs are running"));
    }

    private Turn enter(Destination.Program program) {
        synchronized (turns) {
            Turn turn = turns.computeIfAbsent(program, _ -> new Turn());
            turn.users++;
            return turn;
        }
    }

    private void leave(Destination.Program program, Turn turn) {
        synchronized (turns) {
            turn.users--;
            if (turn.users == 0) {
                turns.remove(program);
            }
        }
    }

    /** Lets no more programs begin and waits for those that run, for a moment. */
    public void stop(Duration patience) {
        try {
            boolean _ = room.tryAcquire(MOST, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
