package dmail.smtp.delivery;

import dmail.smtp.queue.Body;
import dmail.smtp.queue.CorruptFolder;
import dmail.smtp.queue.Diagnosis;
import dmail.smtp.queue.Envelope;
import dmail.smtp.queue.QueueDirectory;
import dmail.smtp.queue.QueueFileReading;
import dmail.smtp.queue.QueueId;
import dmail.smtp.queue.QueuedMessage;
import dmail.smtp.queue.Recipient;
import dmail.smtp.queue.RecipientStatus;
import dmail.smtp.queue.RetrySchedule;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;

/** Brings queued messages back to delivery when they are due. */
final class QueueRunner {
    private final QueueDirectory directory;
    private final CorruptFolder corrupt;
    private final RetrySchedule schedule;
    private final InstantSource clock;
    private final DeliveryLog log;
    private final DueTimes due = new DueTimes();

    QueueRunner(
            QueueDirectory directory,
            CorruptFolder corrupt,
            RetrySchedule schedule,
            InstantSource clock,
            DeliveryLog log) {
        this.directory = directory;
        this.corrupt = corrupt;
        this.schedule = schedule;
        this.clock = clock;
        this.log = log;
    }

    /** Reads the folder; may take its time while mail is accepted and delivered. */
    void scan() {
        try {
            directory.forEach(this::look);
            log.queueRead(due.count());
        } catch (IOException | DirectoryIteratorException failure) {
            log.queueNotRead(failure);
        }
    }

    private void look(Path file) {
        try {
            switch (directory.read(file)) {
                case QueueFileReading.Understood(QueuedMessage message) ->
                        due.addFound(message.envelope().id(), message.due());
                case QueueFileReading.Damaged(String why) -> setAside(file, why);
            }
        } catch (IOException failure) {
            setAside(file, String.valueOf(failure));
        }
    }

    private void setAside(Path file, String why) {
        try {
            log.setAside(file, why, corrupt.take(file));
        } catch (IOException trouble) {
            log.notSetAside(file, why, trouble);
        }
    }

    /**
     * Takes over the recipients of a message that could not be served at once; when this returns
     * the message needs nothing else to survive.
     */
    void take(Envelope envelope, Body body, SortedMap<Integer, Diagnosis> failed)
            throws IOException {
        List<RecipientStatus> recipients = new ArrayList<>();
        failed.forEach((place, why) ->
                recipients.add(new RecipientStatus(envelope.recipients().get(place), 1, why)));
        store(QueuedMessage.of(envelope, next(1), recipients, body));
    }

    /**
     * Takes over recipients that were not served yet, each with what it stands for; as durable as
     * the above.
     *
     * @return the round that begins with them
     */
    Job take(
            Envelope envelope,
            Body body,
            SortedMap<Integer, List<Recipient>> parts,
            Dispatcher dispatcher)
            throws IOException {
        List<RecipientStatus> recipients =
                parts.values().stream()
                        .flatMap(List::stream)
                        .map(RecipientStatus::untried)
                        .toList();
        return keep(QueuedMessage.of(envelope, clock.instant(), recipients, body), dispatcher);
    }

    /** Writes a message whose round is under way, and goes on with it as it was written. */
    private Job keep(QueuedMessage message, Dispatcher dispatcher) throws IOException {
        QueueId id = message.envelope().id();
        directory.store(message);
        due.begin(id);
        if (directory.load(id).orElse(null)
                instanceof QueueFileReading.Understood(QueuedMessage stored)) {
            return round(stored, dispatcher);
        }
        due.forget(id);
        throw new IOException("queue file vanished while it was written");
    }

    private Instant next(int attempts) {
        return clock.instant().plus(schedule.gap(attempts));
    }

    private void store(QueuedMessage message) throws IOException {
        QueueId id = message.envelope().id();
        directory.store(message);
        due.add(id, message.due());
        for (RecipientStatus status : message.recipients()) {
            log.queued(id, status.recipient(), status.last(), message.due());
        }
    }

    /** Starts what is due; each message comes back by itself when its round is over. */
    void runDue(Dispatcher dispatcher) {
        for (QueueId id : due.takeDue(clock.instant())) {
            begin(id, dispatcher);
        }
    }

    private void begin(QueueId id, Dispatcher dispatcher) {
        Optional<QueueFileReading> reading;
        try {
            reading = directory.load(id);
        } catch (IOException failure) {
            log.notRead(id, failure);
            due.add(id, next(1));
            return;
        }
        if (reading.isEmpty()) {
            due.forget(id);
            log.removed(id);
            return;
        }
        switch (reading.get()) {
            case QueueFileReading.Understood(QueuedMessage message) ->
                    dispatcher.submit(round(message, dispatcher));
            case QueueFileReading.Damaged(String why) -> {
                due.forget(id);
                setAside(directory.place(id), why);
            }
        }
    }

    /** Whatever was tried before may be there, so each copy is looked for. */
    private Job round(QueuedMessage message, Dispatcher dispatcher) {
        List<Integer> all = IntStream.range(0, message.recipients().size()).boxed().toList();
        return new Job(
                message.envelope(), message.body(), all, true, new Kept(message, dispatcher));
    }

    /** {@return how many messages are due now because of this call, or are under way} */
    int makeAllDue() {
        return due.makeAllDue(clock.instant());
    }

    int count() {
        return due.count();
    }

    /** A message whose file stays as it is until the round is over. */
    private final class Kept implements Keeper {
        private final QueuedMessage message;
        private final Dispatcher dispatcher;

        Kept(QueuedMessage message, Dispatcher dispatcher) {
            this.message = message;
            this.dispatcher = dispatcher;
        }

        @Override
        public void delivered(List<Integer> places, Receipt receipt) {
            // Written down at the end of the round; after a crash the copies are looked for.
        }

        @Override
        public Job split(SortedMap<Integer, List<Recipient>> parts) throws IOException {
            List<RecipientStatus> recipients = new ArrayList<>();
            parts.forEach((place, instead) -> {
                RecipientStatus before = message.recipients().get(place);
                instead.forEach(recipient -> recipients.add(before.of(recipient)));
            });
            return keep(
                    QueuedMessage.of(message.envelope(), message.due(), recipients, message.body()),
                    dispatcher);
        }

        @Override
        public void finished(SortedMap<Integer, Diagnosis> failed) {
            QueueId id = message.envelope().id();
            try {
                if (failed.isEmpty()) {
                    directory.remove(id);
                    due.forget(id);
                    log.removed(id);
                } else {
                    store(after(failed));
                }
            } catch (IOException failure) {
                log.notQueued(id, failure);
                due.add(id, next(message.attempts() + 1));
            }
            runDue(dispatcher);
        }

        private QueuedMessage after(SortedMap<Integer, Diagnosis> failed) {
            List<RecipientStatus> left = new ArrayList<>();
            failed.forEach((place, why) -> left.add(message.recipients().get(place).failed(why)));
            return QueuedMessage.of(
                    message.envelope(), next(message.attempts() + 1), left, message.body());
        }
    }
}
