package dmail.smtp.queue;

import dmail.common.log.Log;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemorySource;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.binding.state.BindingStates;
import dmail.smtp.client.Channel;
import dmail.smtp.client.Connector;
import dmail.smtp.delivery.ClockTimer;
import dmail.smtp.delivery.DeliveryCapacity;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.local.LocalDelivery;
import dmail.smtp.delivery.program.ProgramDelivery;
import dmail.smtp.delivery.remote.Dialer;
import dmail.smtp.dns.MailExchangers;
import dmail.smtp.journal.Journal;
import dmail.smtp.journal.JournalEntry;
import dmail.smtp.message.Body;
import dmail.smtp.message.BodyCache;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MailQueue;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.Spool;
import dmail.smtp.message.WorkFolders;
import dmail.smtp.queue.backlog.Backlog;
import dmail.smtp.queue.view.QueueCounts;
import dmail.smtp.queuefile.QueueDirectory;
import dmail.smtp.report.ReportSettings;
import dmail.smtp.report.Reports;
import dmail.smtp.routing.Route;
import dmail.smtp.source.SourcePolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The queue: journal, deliveries and queue folder, put together. */
public final class DurableQueue implements MailQueue, AutoCloseable {
    /**
     * The longest time that new mail waits for replayed mail after a start, for instance while the
     * user data base doesn't answer.
     */
    private static final Duration LONGEST_REPLAY_WAIT = Duration.ofSeconds(20);

    /** For the reports on what was delivered or given up at last. */
    private static final Duration LAST_REPORTS = Duration.ofSeconds(1);

    private final Spool spool;
    private final Journal journal;
    private final Backlog backlog;
    private final NewMailPriority priority;
    private final QueueFiles files;
    private final QueueRunner runner;
    private final QueueControl control;
    private final Deliveries deliveries;
    private final AcceptedMail accepted;
    private final ClockTimer timer;
    private final Executor threads;
    private final DeliveryLog log;
    private final Reports reports;
    private final DeliveryCapacity capacity;
    private final RecipientBindings bindings;
    private final QueueParts parts;
    private final BodyCache bodies;

    /** Made when anything is said of bindings. */
    private Optional<PausedMail> paused = Optional.empty();

    /** Made when settings with bindings are replaced. */
    private Optional<LostBindings> lostBindings = Optional.empty();

    /**
     * The queue's settings.
     *
     * @param workPath {@code work_path}
     * @param schedules the current retry schedule of a recipient
     * @param memory where the queue and incoming bodies take memory from
     */
    public record Settings(
            Path workPath, Function<Recipient, RetrySchedule> schedules, MemoryAccount memory) {}

    /**
     * What the queue works with.
     *
     * @param allowsDuplicates whether a mailbox gets one copy for each recipient that leads to it
     * @param reportSettings the current ones
     * @param sources from where mail leaves, by the current settings
     * @param outgoing what the current configuration says of bindings
     * @param zone of the dates in reports
     */
    public record Dependencies(
            Function<Recipient, Route> router,
            BooleanSupplier allowsDuplicates,
            LocalDelivery delivery,
            ProgramDelivery programs,
            Supplier<ReportSettings> reportSettings,
            MailExchangers exchangers,
            Supplier<SourcePolicy> sources,
            Supplier<Optional<Outgoing>> outgoing,
            Connector connector,
            Statistics statistics,
            InstantSource clock,
            ZoneId zone,
            RandomGenerator random) {}

    private DurableQueue(Settings settings, Journal journal, QueueParts parts) {
        this.journal = journal;
        this.bodies = new BodyCache(settings.memory());
        this.spool = parts.spool();
        this.backlog = parts.backlog();
        this.priority = parts.priority();
        this.files = parts.files();
        this.runner = parts.runner();
        this.control = parts.control();
        this.deliveries = parts.deliveries();
        this.accepted = parts.accepted();
        this.timer = parts.timer();
        this.threads = parts.threads();
        this.log = parts.log();
        this.reports = parts.reports();
        this.capacity = parts.capacity();
        this.bindings = parts.bindings();
        this.parts = parts;
    }

    /** Reports to the sender that these recipients will not even be queued. */
    public void reportRefused(Envelope envelope, Body body, SortedMap<Integer, DeliveryStatus> why)
            throws IOException {
        reports.failed(envelope, body, why);
    }

    /**
     * Reads the journal and begins to serve; replayed mail is delivered while new mail comes in.
     * Only one queue may be open on a work folder.
     *
     * @throws IOException when the folders can't be used
     */
    public static DurableQueue open(Settings settings, Dependencies dependencies, Log log)
            throws IOException {
        WorkFolders folders = new WorkFolders(settings.workPath());
        folders.create();
        QueueDirectory directory = new QueueDirectory(folders.queue());
        Journal journal = Journal.open(folders, dependencies.random(), log);
        DurableQueue queue =
                new DurableQueue(
                        settings, journal, new QueueParts(settings, dependencies, journal, log));
        directory.removeUnfinished(queue::setAside);
        queue.start(queue.undone(directory));
        return queue;
    }

    private void setAside(Path file) {
        files.setAside(file, "in place of a file of the server");
    }

    /** {@return the messages of the journal that are not in the queue folder} */
    private List<JournalEntry> undone(QueueDirectory directory) throws IOException {
        List<JournalEntry> left = new ArrayList<>();
        Set<QueueId> spilled = new HashSet<>();
        for (JournalEntry entry : journal.replayed()) {
            QueueId id = entry.envelope().id();
            if (directory.has(id)) {
                // The crash came after it was moved to the queue and before the journal's record of
                // that.
                journal.moved(entry, entry.recipients());
            } else {
                left.add(entry);
                spilled.add(id);
            }
        }
        int orphans = spool.removeAllBut(spilled, this::setAside);
        if (orphans > 0) {
            log.orphansRemoved(orphans);
        }
        return left;
    }

    private void start(List<JournalEntry> replayed) {
        timer.after(LONGEST_REPLAY_WAIT, deliveries.dispatcher()::open);
        threads.execute(() -> {
            replayed.forEach(accepted::replay);
            deliveries.dispatcher().open();
            runner.scan();
            deliveries.watchSources();
            tick();
        });
    }

    private void tick() {
        Optional<PausedMail> waiting = paused();
        if (waiting.isPresent()) {
            waiting.get().tick();
        }
        runner.scanForMore();
        runner.runDue();
        timer.after(runner.untilNextTick(parts.sources().get()), () -> threads.execute(this::tick));
    }

    private synchronized Optional<PausedMail> paused() {
        Optional<Outgoing> now = bindings.outgoing().get();
        if (paused.isEmpty() && now.isPresent()) {
            paused =
                    Optional.of(
                            new PausedMail(
                                    bindings.outgoing(),
                                    now.get(),
                                    backlog,
                                    () -> threads.execute(runner::runDue)));
        }
        return paused;
    }

    /**
     * Has mail tried whose binding kept it waiting and doesn't any more, by new settings or by the
     * administrator's word.
     *
     * @return how many messages
     */
    public int letGo() {
        Optional<PausedMail> waiting = paused();
        return waiting.isPresent() ? waiting.get().letGo() : 0;
    }

    /** Has mail of a binding for a domain tried; {@return how many messages} */
    public int letGo(BindingStates states, String binding, String domain) {
        Optional<PausedMail> waiting = paused();
        return waiting.isPresent() ? waiting.get().letGo(states, binding, domain) : 0;
    }

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
        capacity.take(envelope);
        JournalEntry entry;
        try {
            entry = journal.commit(envelope, body);
        } catch (IOException failure) {
            capacity.release(envelope);
            throw failure;
        }
        priority.arrived();
        spool.claim(envelope.id());
        Body kept = bodies.keep(body, entry.body());
        // The callback knows the size alone: the session frees its memory long before.
        long octets = body.length();
        capacity.add(octets);
        accepted.begin(
                entry,
                kept,
                () -> {
                    bodies.forget(kept);
                    capacity.add(-octets);
                    capacity.release(envelope);
                });
    }

    /** {@return the control of queued messages} */
    public QueueControl control() {
        return control;
    }

    /** {@return what decides again by which bindings queued messages leave} */
    public Rebinding rebinding() {
        return parts.rebinding();
    }

    /** {@return what knows the mail whose binding is gone} */
    public synchronized LostBindings lostBindings() {
        LostBindings known =
                lostBindings.orElseGet(() ->
                        new LostBindings(
                                backlog,
                                parts.rebinding(),
                                bindings,
                                deliveries::active,
                                timer,
                                threads));
        lostBindings = Optional.of(known);
        return known;
    }

    /** {@return how much mail single bindings have} */
    public BindingMail bindingMail() {
        return parts.bindingMail();
    }

    /** {@return what an administrator may do with the mail of single bindings} */
    public BindingOrders bindingOrders() {
        return parts.bindingOrders();
    }

    /** {@return what connects to other hosts} */
    public Dialer dialer() {
        return deliveries.dialer();
    }

    /**
     * Suspends outgoing mail until {@link #resume}, even over restarts.
     *
     * @throws IOException when that can't be stored; outgoing mail is suspended until the end of
     *     this run
     */
    public void suspend() throws IOException {
        deliveries.suspend();
    }

    /** Resumes outgoing mail; {@return how many queued messages are tried now} */
    public int resume() throws IOException {
        deliveries.resume();
        return control.tryAll();
    }

    public boolean isSuspended() {
        return deliveries.isSuspended();
    }

    /** The settings are new, and may name other sources for mail, or raise limits. */
    public void settingsChanged() {
        deliveries.watchSources();
        deliveries.review();
    }

    /** {@return the outgoing connections, the oldest first} */
    public List<Channel> sending() {
        return deliveries.connections();
    }

    /** {@return octets of accepted messages that are still in the journal} */
    public long octetsInDelivery() {
        return capacity.octets();
    }

    /** {@return how much mail there is} */
    public QueueCounts counts() {
        return new QueueCounts(
                capacity.recipients(),
                backlog.count(),
                backlog.onDiskAlone(),
                files.setAside(),
                journal.segmentsInUse());
    }

    /**
     * Waits for deliveries under way and records their results; the rest is left to the next start.
     */
    @Override
    public void close() {
        timer.close();
        deliveries.stop();
        parts.conclusions().await(LAST_REPORTS);
        Optional<Outgoing> now = bindings.outgoing().get();
        if (now.isPresent()) {
            now.get().states().storeNow();
        }
        journal.close();
    }
}
