package dmail.smtp.delivery;

import dmail.smtp.journal.Journal;
import dmail.smtp.journal.JournalEntry;
import dmail.smtp.queue.Diagnosis;
import dmail.smtp.queue.FileBody;
import dmail.smtp.queue.Recipient;
import dmail.smtp.queue.Spool;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The messages in the journal: delivered at once, or moved to the queue. */
final class AcceptedMail {
    /** How long to wait when a message can't go to the queue, mostly for a full disk. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Journal journal;
    private final Spool spool;
    private final QueueRunner queue;
    private final Reports reports;
    private final Dispatcher dispatcher;
    private final Alarm alarm;
    private final DeliveryLog log;

    AcceptedMail(
            Journal journal,
            Spool spool,
            QueueRunner queue,
            Reports reports,
            Dispatcher dispatcher,
            Alarm alarm,
            DeliveryLog log) {
        this.journal = journal;
        this.spool = spool;
        this.queue = queue;
        this.reports = reports;
        this.dispatcher = dispatcher;
        this.alarm = alarm;
        this.log = log;
    }

    /**
     * Begins with a message.
     *
     * @param left called when it has left the journal
     */
    void begin(JournalEntry entry, Runnable left) {
        dispatcher.submit(job(entry, entry.recipients(), false, left));
    }

    /** Goes on with a message that an earlier run may have delivered. */
    void goOn(JournalEntry entry) {
        dispatcher.submitFirst(job(entry, entry.recipients(), true, () -> {}));
    }

    private Job job(JournalEntry entry, List<Integer> places, boolean mayBeThere, Runnable left) {
        return new Job(entry.envelope(), entry.body(), places, mayBeThere, new Kept(entry, left));
    }

    private final class Kept implements Keeper {
        private final JournalEntry entry;
        private final Runnable left;

        Kept(JournalEntry entry, Runnable left) {
            this.entry = entry;
            this.left = left;
        }

        @Override
        public void delivered(List<Integer> places, Receipt receipt) {
            journal.done(entry, places);
        }

        @Override
        public Job split(SortedMap<Integer, List<Recipient>> parts) throws IOException {
            Job parted = queue.take(entry.envelope(), entry.body(), parts, dispatcher);
            journal.movedForSure(entry, List.copyOf(parts.keySet()));
            leave();
            return parted;
        }

        @Override
        public void finished(SortedMap<Integer, Diagnosis> failed) {
            SortedMap<Integer, Diagnosis> open = new TreeMap<>(failed);
            try {
                giveUp(open);
                defer(open);
            } catch (IOException failure) {
                log.notQueued(entry.envelope().id(), failure);
                List<Integer> places = List.copyOf(open.keySet());
                alarm.after(PAUSE, () -> dispatcher.submit(job(entry, places, true, left)));
                return;
            }
            leave();
        }

        private void leave() {
            // Only a body in a spill file of its own begins at 0.
            if (entry.body() instanceof FileBody(_, long offset, _) && offset == 0) {
                spool.remove(entry.envelope().id());
            }
            left.run();
        }

        /** The report is safe before the recipients are forgotten. */
        private void giveUp(SortedMap<Integer, Diagnosis> open) throws IOException {
            SortedMap<Integer, Diagnosis> hopeless = new TreeMap<>(open);
            hopeless.values().removeIf(why -> why.status().kind() != 5);
            if (!hopeless.isEmpty()) {
                reports.failed(entry.envelope(), entry.body(), hopeless);
                journal.done(entry, List.copyOf(hopeless.keySet()));
                open.keySet().removeAll(hopeless.keySet());
            }
        }

        private void defer(SortedMap<Integer, Diagnosis> open) throws IOException {
            if (!open.isEmpty()) {
                queue.take(entry.envelope(), entry.body(), open);
                journal.moved(entry, List.copyOf(open.keySet()));
                open.clear();
            }
        }
    }
}
