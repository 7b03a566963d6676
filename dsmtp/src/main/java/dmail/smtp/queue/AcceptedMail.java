package dmail.smtp.queue;

import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.Timer;
import dmail.smtp.journal.Journal;
import dmail.smtp.journal.JournalEntry;
import dmail.smtp.message.Body;
import dmail.smtp.message.Spool;
import java.time.Duration;
import java.util.concurrent.Executor;

/** The messages in the journal: delivered at once, or moved to the queue. */
final class AcceptedMail {
    /**
     * How long to wait when a message can't be moved to the queue, mostly because the disk is full.
     */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final JournaledMessage.Shared shared;
    private final Dispatcher dispatcher;

    AcceptedMail(
            Journal journal,
            Spool spool,
            QueuedMail queued,
            OutcomeHandler outcomes,
            Dispatcher dispatcher,
            Timer timer,
            Executor conclusions,
            DeliveryLog log) {
        this.dispatcher = dispatcher;
        this.shared =
                new JournaledMessage.Shared(
                        journal,
                        spool,
                        queued,
                        outcomes,
                        conclusions,
                        attempt -> timer.after(PAUSE, () -> dispatcher.submit(attempt)),
                        log);
    }

    /**
     * Begins to deliver a message.
     *
     * @param octets its body, readable until it has left the journal
     * @param left called when it has left the journal
     */
    void begin(JournalEntry entry, Body octets, Runnable left) {
        dispatcher.submit(
                new JournaledMessage(entry, left, shared)
                        .attempt(octets, entry.recipients(), false));
    }

    /** Delivers a message that an earlier run may have delivered. */
    void replay(JournalEntry entry) {
        dispatcher.submitFirst(
                new JournaledMessage(entry, () -> {}, shared)
                        .attempt(entry.body(), entry.recipients(), true));
    }
}
