package dmail.smtp.queue;

import dmail.common.address.Domain;
import dmail.common.log.Log;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemorySource;
import dmail.smtp.client.Channel;
import dmail.smtp.client.Channels;
import dmail.smtp.client.Connector;
import dmail.smtp.delivery.ClockTimer;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.local.DropStreams;
import dmail.smtp.delivery.local.LocalDelivery;
import dmail.smtp.delivery.program.ProgramDelivery;
import dmail.smtp.delivery.program.ProgramStreams;
import dmail.smtp.delivery.remote.IdleConnections;
import dmail.smtp.delivery.remote.RemoteLog;
import dmail.smtp.delivery.remote.RemoteStreams;
import dmail.smtp.dns.MailExchangers;
import dmail.smtp.journal.Journal;
import dmail.smtp.journal.JournalEntry;
import dmail.smtp.message.Body;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MailQueue;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.QueueIds;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.Spool;
import dmail.smtp.message.WorkFolders;
import dmail.smtp.queuefile.CorruptFolder;
import dmail.smtp.queuefile.QueueDirectory;
import dmail.smtp.report.ReportLog;
import dmail.smtp.report.ReportSender;
import dmail.smtp.report.Reporter;
import dmail.smtp.report.Reports;
import dmail.smtp.routing.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The queue as the server runs it: journal, deliveries and queue folder put together. */
public final class DurableQueue implements MailQueue, AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(7);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** New mail waits for old mail no longer, for instance while the users' data base is dead. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(20);

    private static final Duration TICK = Duration.ofSeconds(5);
    private static final Executor THREADS = task -> Thread.ofVirtual().name("delivery").start(task);

    private final WorkFolders folders;
    private final Spool spool;
    private final Journal journal;
    private final Backlog backlog;
    private final NewMailPriority precedence = new NewMailPriority(System::nanoTime);
    private final QueueFiles files;
    private final QueueRunner runner;
    private final QueueControl control;
    private final Dispatcher dispatcher;
    private final DropStreams drops;
    private final RemoteStreams remote;
    private final ProgramStreams programs;
    private final Suspension suspension;
    private final Channels channels;
    private final AcceptedMail accepted;
    private final ClockTimer alarm = new ClockTimer();
    private final DeliveryLog log;
    private final Reports reports;
    private final DeliveryRoom room = new DeliveryRoom();
    private final BodyCache fresh;

    /**
     * What the queue needs to know.
     *
     * @param workPath {@code work_path}
     * @param schedule when a message is tried again, as it is set now
     * @param memory what the queue, and bodies that come in, take memory from
     */
    public record Settings(Path workPath, Supplier<RetrySchedule> schedule, MemoryAccount memory) {}

    /**
     * The world around the queue.
     *
     * @param allowsDuplicates whether a mailbox gets a copy for each recipient that means it
     * @param reporter who tells senders of trouble, by the settings in force
     * @param zone in which reports tell the time
     */
    public record World(
            Function<Recipient, Route> router,
            BooleanSupplier allowsDuplicates,
            LocalDelivery delivery,
            ProgramDelivery programs,
            Supplier<Reporter> reporter,
            MailExchangers exchangers,
            Connector dialer,
            Statistics statistics,
            InstantSource clock,
            ZoneId zone,
            RandomGenerator random) {}

    private DurableQueue(Settings settings, World world, Journal journal, Log log) {
        this.fresh = new BodyCache(settings.memory());
        this.backlog = new Backlog(new QueueMemory(settings.memory()));
        this.folders = new WorkFolders(settings.workPath());
        this.journal = journal;
        this.log = new DeliveryLog(log);
        this.spool =
                new Spool(
                        folders.spool(),
                        new QueueIds(world.clock(), world.random()),
                        settings.memory());
        this.drops =
                new DropStreams(
                        world.delivery(),
                        THREADS,
                        alarm,
                        this::isCrowded,
                        System::nanoTime,
                        this.log);
        this.remote =
                new RemoteStreams(
                        world.exchangers(),
                        world.dialer(),
                        new IdleConnections(alarm, THREADS),
                        THREADS,
                        world.clock(),
                        this::isCrowded,
                        this::recovered,
                        new RemoteLog(log));
        this.suspension = new Suspension(folders.suspended());
        this.channels = world.dialer().channels();
        if (suspension.isOn()) {
            this.log.suspended();
            remote.suspend();
        }
        this.programs = new ProgramStreams(world.programs(), THREADS, this.log);
        this.dispatcher =
                new Dispatcher(
                        world.router(),
                        world.allowsDuplicates(),
                        drops,
                        programs,
                        remote,
                        THREADS,
                        this.log);
        ReportLog reportLog = new ReportLog(log);
        this.reports =
                new ReportSender(
                        new OwnMail(), world.reporter(), world.clock(), world.zone(), reportLog);
        OutcomeHandler outcomes =
                new OutcomeHandler(
                        reports, settings.schedule(), world.statistics(), world.clock(), this.log);
        this.files =
                new QueueFiles(
                        new QueueDirectory(folders.queue()),
                        new CorruptFolder(folders.corrupt()),
                        this.log);
        QueueStore store = new QueueStore(files, backlog, world.clock(), this.log);
        QueuedMail queued = new QueuedMail(store, outcomes, world.clock(), this::conclude);
        this.runner =
                new QueueRunner(
                        store,
                        backlog,
                        queued,
                        dispatcher,
                        precedence,
                        world.clock(),
                        alarm,
                        THREADS);
        this.control =
                new QueueControl(files, backlog, outcomes, world.clock(), new Hurry(), this.log);
        this.accepted =
                new AcceptedMail(
                        journal, spool, queued, outcomes, dispatcher, alarm, THREADS, this.log);
    }

    private void conclude(Runnable end) {
        runner.conclude(end);
    }

    /** Tells the sender of a message that it is not even queued for these recipients. */
    public void giveBack(Envelope envelope, Body body, SortedMap<Integer, DeliveryStatus> why)
            throws IOException {
        reports.failed(envelope, body, why);
    }

    /** What was found out about other hosts is found out anew. */
    private final class Hurry implements QueueControl.Pace {
        @Override
        public void forgetTrouble() {
            remote.forgetTrouble();
        }

        @Override
        public void runDue() {
            THREADS.execute(runner::runDue);
        }
    }

    /**
     * Takes mail that we make ourselves. It waits for no room: mail on its way can't leave its own
     * room before the report about it is safe.
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
        public void accept(Envelope envelope, Body body) throws IOException {
            JournalEntry entry = journal.commit(envelope, body);
            spool.claim(envelope.id());
            accepted.begin(entry, entry.body(), () -> {});
        }
    }

    /**
     * Reads the journal, then stands ready; what it found is delivered while new mail comes in.
     * Only one queue may be open on a work folder.
     *
     * @throws IOException when the folders can't be used
     */
    public static DurableQueue open(Settings settings, World world, Log log) throws IOException {
        WorkFolders folders = new WorkFolders(settings.workPath());
        folders.create();
        QueueDirectory directory = new QueueDirectory(folders.queue());
        Journal journal = Journal.open(folders, world.random(), log);
        DurableQueue queue = new DurableQueue(settings, world, journal, log);
        directory.removeUnfinished(queue::setAside);
        queue.start(queue.goOn(directory));
        return queue;
    }

    private void setAside(Path file) {
        files.setAside(file, "in place of a file of the server");
    }

    /** {@return what of the journal is still to be delivered} */
    private List<JournalEntry> goOn(QueueDirectory directory) throws IOException {
        List<JournalEntry> left = new ArrayList<>();
        Set<QueueId> spilled = new HashSet<>();
        for (JournalEntry entry : journal.replayed()) {
            QueueId id = entry.envelope().id();
            if (directory.has(id)) {
                // It was moved, and the crash came before that was noted.
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
        alarm.after(LONGEST_HOLD, dispatcher::open);
        THREADS.execute(() -> {
            replayed.forEach(accepted::goOn);
            dispatcher.open();
            runner.scan();
            tick();
        });
    }

    private void tick() {
        runner.scanForMore();
        runner.runDue();
        alarm.after(TICK, () -> THREADS.execute(this::tick));
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
    public void accept(Envelope envelope, Body body) throws IOException {
        room.take(envelope);
        JournalEntry entry;
        try {
            entry = journal.commit(envelope, body);
        } catch (IOException failure) {
            room.release(envelope);
            throw failure;
        }
        precedence.arrived();
        spool.claim(envelope.id());
        Body kept = fresh.keep(body, entry.body());
        // What runs at the end knows the size alone: the session gives its memory back long before.
        long octets = body.length();
        room.add(octets);
        accepted.begin(
                entry,
                kept,
                () -> {
                    fresh.forget(kept);
                    room.add(-octets);
                    room.release(envelope);
                });
    }

    private void recovered(Domain domain) {
        runner.recovered(domain);
    }

    private boolean isCrowded() {
        return journal.isCrowded() || room.isCrowded();
    }

    /** {@return what an administrator may do with queued messages} */
    public QueueControl control() {
        return control;
    }

    /**
     * Holds outgoing mail back, until {@link #resume}, over restarts.
     *
     * @throws IOException when that can't be remembered; it is held back for now
     */
    public void suspend() throws IOException {
        remote.suspend();
        suspension.begin();
        log.suspended();
    }

    /** Goes on with outgoing mail; {@return how many queued messages are tried now}. */
    public int resume() throws IOException {
        boolean _ = suspension.end();
        remote.resume();
        log.resumed();
        return control.tryAll();
    }

    public boolean isSuspended() {
        return suspension.isOn();
    }

    /** {@return the connections to other hosts, the oldest first} */
    public List<Channel> sending() {
        return channels.open();
    }

    /** {@return octets of messages that were accepted and have not left the journal yet} */
    public long octetsUnderWay() {
        return room.octets();
    }

    /** {@return how much mail there is now} */
    public QueueCounts counts() {
        return new QueueCounts(
                room.recipients(),
                backlog.count(),
                backlog.onDiskAlone(),
                files.setAside(),
                journal.segmentsInUse());
    }

    /** Lets deliveries at work end, notes what they did; the rest is for the next start. */
    @Override
    public void close() {
        alarm.close();
        programs.stop(LAST_WORDS);
        long end = System.nanoTime() + DRAIN.toNanos();
        boolean _ = drops.stop(DRAIN);
        boolean _ = remote.stop(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        journal.close();
    }
}
