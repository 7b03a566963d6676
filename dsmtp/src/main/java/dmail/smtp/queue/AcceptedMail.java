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
    /** How long to wait when a message can't go to the queue, mostly for a full disk. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final JournaledMessage.World world;
    private final Dispatcher dispatcher;

    AcceptedMail(
            Journal journal,
            Spool spool,
            QueuedMail queued,
            OutcomeHandler outcomes,
            Dispatcher dispatcher,
            Timer alarm,
            Executor threads,
            DeliveryLog log) {
        this.dispatcher = dispatcher;
        this.world =
                new JournaledMessage.World(
                        journal,
                        spool,
                        queued,
                        outcomes,
                        threads,
                        attempt -> alarm.after(PAUSE, () -> dispatcher.submit(attempt)),
                        log);
    }

    /**
     * Begins with a message.
     *
     * @param octets of it, to be read until it has left the journal
     * @param left called when it has left the journal
     */
    void begin(JournalEntry entry, Body octets, Runnable left) {
        dispatcher.submit(
                new JournaledMessage(entry, left, world)
                        .attempt(octets, entry.recipients(), false));
    }

    /** Goes on with a message that an earlier run may have delivered. */
    void goOn(JournalEntry entry) {
        dispatcher.submitFirst(
                new JournaledMessage(entry, () -> {}, world)
                        .attempt(entry.body(), entry.recipients(), true));
    }
}
