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
 * Deliveries to programs: a few at a time of each program, so that a slow one doesn't hold up
 * others. A delivery that can't begin soon goes to the queue.
 */
public final class ProgramStreams {
    private static final int MOST = 40;
    private static final int MOST_OF_ONE = 4;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    /** RFC 3463 section 3.4: system not accepting network messages, for the moment. */
    private static final EnhancedCode BUSY = new EnhancedCode(4, 3, 2);

    private final ProgramDelivery delivery;
    private final Executor threads;
    private final DeliveryLog log;
    private final Semaphore permits = new Semaphore(MOST, true);
    private final Map<Destination.Program, Slots> slotsByProgram = new HashMap<>();

    /** How many instances of one program run, and how many deliveries use this object. */
    private static final class Slots {
        private final Semaphore permits = new Semaphore(MOST_OF_ONE, true);
        private int users;
    }

    public ProgramStreams(ProgramDelivery delivery, Executor threads, DeliveryLog log) {
        this.delivery = delivery;
        this.threads = threads;
        this.log = log;
    }

    /** Adds one recipient of a message; returns at once. */
    public void add(DeliveryAttempt attempt, int index, Destination.Program program) {
        threads.execute(() -> settle(attempt, index, program));
    }

    private void settle(DeliveryAttempt attempt, int index, Destination.Program program) {
        switch (attempt(attempt, index, program)) {
            case Outcome.Delivered() -> {
                log.toProgram(attempt, index, program);
                attempt.delivered(List.of(index), Receipt.LOCAL);
            }
            case Outcome.Deferred(DeliveryStatus why) -> attempt.failed(List.of(index), why);
            case Outcome.Refused(DeliveryStatus why) -> attempt.failed(List.of(index), why);
        }
    }

    private Outcome attempt(DeliveryAttempt attempt, int index, Destination.Program program) {
        Slots slots = enter(program);
        try {
            if (!slots.permits.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return busy();
            }
            try {
                return inSlot(attempt, index, program);
            } finally {
                slots.permits.release();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return busy();
        } finally {
            leave(program, slots);
        }
    }

    private Outcome inSlot(DeliveryAttempt attempt, int index, Destination.Program program)
            throws InterruptedException {
        if (!permits.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            return busy();
        }
        try {
            EmailAddress recipient = attempt.envelope().recipients().get(index).address();
            return delivery.deliver(program, recipient, attempt.copy(false));
        } catch (RuntimeException bug) {
            log.ourBug(attempt, bug);
            return new Outcome.Deferred(DeliveryStatus.localFailure("fault in the mail server"));
        } finally {
            permits.release();
        }
    }

    private static Outcome busy() {
        return new Outcome.Deferred(DeliveryStatus.of(BUSY, "too many programs are running"));
    }

    private Slots enter(Destination.Program program) {
        synchronized (slotsByProgram) {
            Slots slots = slotsByProgram.computeIfAbsent(program, _ -> new Slots());
            slots.users++;
            return slots;
        }
    }

    private void leave(Destination.Program program, Slots slots) {
        synchronized (slotsByProgram) {
            slots.users--;
            if (slots.users == 0) {
                slotsByProgram.remove(program);
            }
        }
    }

    /** Starts no more programs and waits a moment for those that run. */
    public void stop(Duration timeout) {
        try {
            boolean _ = permits.tryAcquire(MOST, timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
