package dmail.smtp.queue;

import dmail.common.address.EmailAddress;
import dmail.common.log.Log;
import dmail.common.memory.MemorySource;
import dmail.smtp.delivery.ClockTimer;
import dmail.smtp.delivery.DeliveryCapacity;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.remote.StreamKey;
import dmail.smtp.journal.Journal;
import dmail.smtp.journal.JournalEntry;
import dmail.smtp.message.Body;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MailQueue;
import dmail.smtp.message.QueueIds;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.Spool;
import dmail.smtp.message.WorkFolders;
import dmail.smtp.queue.backlog.Backlog;
import dmail.smtp.queue.backlog.QueueMemory;
import dmail.smtp.queuefile.CorruptFolder;
import dmail.smtp.queuefile.QueueDirectory;
import dmail.smtp.report.ReportLog;
import dmail.smtp.report.ReportSender;
import dmail.smtp.report.Reports;
import dmail.smtp.routing.Route;
import dmail.smtp.source.SourcePolicy;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** The parts of the queue, each with the others that it works with. */
final class QueueParts {
    private static final Executor THREADS = task -> Thread.ofVirtual().name("delivery").start(task);

    private final Conclusions conclusions = new Conclusions(THREADS);

    private final Journal journal;
    private final Spool spool;
    private final ClockTimer timer = new ClockTimer();
    private final DeliveryCapacity capacity = new DeliveryCapacity();
    private final NewMailPriority priority = new NewMailPriority(System::nanoTime);
    private final DeliveryLog log;
    private final Backlog backlog;
    private final QueueFiles files;
    private final Reports reports;
    private final Supplier<SourcePolicy> sources;
    private final RecipientBindings bindings;
    private final Deliveries deliveries;
    private final QueueRunner runner;
    private final QueueControl control;
    private final Rebinding rebinding;
    private final OutcomeHandler outcomes;
    private final Function<Recipient, Route> router;
    private final InstantSource clock;
    private final Instant began;
    private final AcceptedMail accepted;

    QueueParts(
            DurableQueue.Settings settings,
            DurableQueue.Dependencies dependencies,
            Journal journal,
            Log events) {
        this.clock = dependencies.clock();
        this.began = clock.instant();
        this.router = dependencies.router();
        WorkFolders folders = new WorkFolders(settings.workPath());
        this.journal = journal;
        this.sources = dependencies.sources();
        this.log = new DeliveryLog(events);
        this.backlog = new Backlog(new QueueMemory(settings.memory()));
        this.spool =
                new Spool(
                        folders.spool(),
                        new QueueIds(clock, dependencies.random()),
                        settings.memory());
        this.files =
                new QueueFiles(
                        new QueueDirectory(folders.queue()),
                        new CorruptFolder(folders.corrupt()),
                        log);
        this.bindings = new RecipientBindings(dependencies.outgoing(), dependencies.router());
        this.deliveries = deliveries(dependencies, folders, events);
        this.reports = reports(dependencies, events);
        this.outcomes = outcomes(settings, dependencies);
        QueueStore store = new QueueStore(files, backlog, clock, log);
        QueuedMail queued = new QueuedMail(store, outcomes, clock, this::conclude);
        Dispatcher dispatcher = deliveries.dispatcher();
        this.runner =
                new QueueRunner(
                        store, backlog, queued, dispatcher, priority, clock, timer, THREADS);
        this.control = new QueueControl(files, backlog, outcomes, clock, new RetryNow(), log);
        this.rebinding = new Rebinding(files, backlog, bindings, log);
        this.accepted =
                new AcceptedMail(
                        journal, spool, queued, outcomes, dispatcher, timer, conclusions, log);
    }

    private OutcomeHandler outcomes(
            DurableQueue.Settings settings, DurableQueue.Dependencies dependencies) {
        return new OutcomeHandler(
                reports, settings.schedules(), dependencies.statistics(), bindings, clock, log);
    }

    private Deliveries deliveries(
            DurableQueue.Dependencies dependencies, WorkFolders folders, Log events) {
        return new Deliveries(
                dependencies,
                new Deliveries.Parts(
                        timer,
                        THREADS,
                        this::isCongested,
                        this::recovered,
                        new Suspension(folders.suspended()),
                        bindings),
                events);
    }

    private Reports reports(DurableQueue.Dependencies dependencies, Log events) {
        return new ReportSender(
                new OwnMail(),
                dependencies.reportSettings(),
                dependencies.sources(),
                recipient -> leavesTo(dependencies.router(), recipient),
                dependencies.clock(),
                dependencies.zone(),
                new ReportLog(events));
    }

    private static Optional<EmailAddress> leavesTo(
            Function<Recipient, Route> router, Recipient recipient) {
        try {
            return router.apply(recipient).leavesTo();
        } catch (RuntimeException bug) {
            // It is logged where the mail is tried; the sender is told all the same.
            return Optional.empty();
        }
    }

    private void conclude(Runnable end) {
        conclusions.execute(() -> runner.conclude(end));
    }

    /** Retries at once, without regard to earlier failures of hosts. */
    private final class RetryNow implements QueueControl.Expediter {
        @Override
        public void forgetFailures() {
            deliveries.forgetFailures();
        }

        @Override
        public void runDue() {
            THREADS.execute(runner::runDue);
        }
    }

    /**
     * Accepts our own mail. It doesn't wait for room: mail in delivery keeps its room until the
     * report about it is safe, so waiting here could block for ever.
     */
    private final class OwnMail implements MailQueue {
        @Override
        public BodySink newBody(MemorySource session) {
            return spool.newBody(session);
        }

        @Override
        public BodySink newBody() {
            return spool.newBody();
        }

        @Override
        public void accept(Envelope given, Body body) throws IOException {
            Envelope envelope = bindings.decided(given, body);
            JournalEntry entry = journal.commit(envelope, body);
            spool.claim(envelope.id());
            accepted.begin(entry, entry.body(), () -> {});
        }
    }

    private void recovered(StreamKey stream) {
        runner.recovered(stream);
    }

    private boolean isCongested() {
        return journal.isCongested() || capacity.isCongested();
    }

    Supplier<SourcePolicy> sources() {
        return sources;
    }

    RecipientBindings bindings() {
        return bindings;
    }

    Conclusions conclusions() {
        return conclusions;
    }

    Executor threads() {
        return THREADS;
    }

    Spool spool() {
        return spool;
    }

    ClockTimer timer() {
        return timer;
    }

    DeliveryCapacity capacity() {
        return capacity;
    }

    NewMailPriority priority() {
        return priority;
    }

    DeliveryLog log() {
        return log;
    }

    Backlog backlog() {
        return backlog;
    }

    QueueFiles files() {
        return files;
    }

    Reports reports() {
        return reports;
    }

    Deliveries deliveries() {
        return deliveries;
    }

    QueueRunner runner() {
        return runner;
    }

    QueueControl control() {
        return control;
    }

    Rebinding rebinding() {
        return rebinding;
    }

    /** Made when an administrator asks. */
    BindingMail bindingMail() {
        return new BindingMail(backlog, deliveries::active, bindings.plain(), clock, began);
    }

    /** Made when an administrator asks. */
    BindingOrders bindingOrders() {
        return new BindingOrders(files, backlog, outcomes, router, new RetryNow(), clock, log);
    }

    AcceptedMail accepted() {
        return accepted;
    }
}
