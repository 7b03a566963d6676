package dmail.smtp;

import dmail.common.admin.AdminDesk;
import dmail.common.admin.RemoteControl;
import dmail.common.admin.RemoteVerb;
import dmail.common.admin.ServerView;
import dmail.common.cli.CannotStart;
import dmail.common.cli.Running;
import dmail.common.config.Configuration;
import dmail.common.config.ListenLine.Protocol;
import dmail.common.config.ListenPlace;
import dmail.common.config.Settings;
import dmail.common.exit.ExitStatus;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.mbox.Arrivals;
import dmail.common.mbox.CollectedLedger;
import dmail.common.mbox.DropLocks;
import dmail.common.mbox.LockSettings;
import dmail.common.mbox.MboxAppender;
import dmail.common.net.SessionLimits;
import dmail.common.net.StallGuard;
import dmail.smtp.client.Channels;
import dmail.smtp.client.Dialer;
import dmail.smtp.client.Encryption;
import dmail.smtp.client.Patience;
import dmail.smtp.delivery.DropFileDeliverer;
import dmail.smtp.delivery.DurableQueue;
import dmail.smtp.dns.Dns;
import dmail.smtp.dns.DnsSettings;
import dmail.smtp.dns.SystemFiles;
import dmail.smtp.program.ProgramRunner;
import dmail.smtp.queue.WorkFolders;
import dmail.smtp.routing.Router;
import dmail.smtp.session.AcceptGate;
import dmail.smtp.session.Services;
import dmail.smtp.session.SmtpLog;
import dmail.smtp.session.Tally;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/** DSMTP at work: the graph of its objects, made once by hand. */
final class Server implements Running {
    /** Together with the queue's own time less than the ten seconds that a stop may take. */
    private static final Duration PATIENCE_WITH_SESSIONS = Duration.ofSeconds(1);

    /** RFC 5321 section 4.5.3.2.7 gives a client five minutes. */
    private static final Duration LONGEST_STALL = Duration.ofMinutes(5);

    private static final long LEAST_MEMORY = 8L << 20;

    private final Log log;
    private final InstantSource clock;
    private final SmtpLog smtpLog;
    private final Tally tally = new Tally();
    private final AcceptGate gate = new AcceptGate();
    private final OpenSessions sessions = new OpenSessions();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final StallGuard stalls = new StallGuard(LONGEST_STALL);
    private final SessionLimits limits;
    private final Current current;
    private final Router router;
    private final Dns dns;
    private final DurableQueue queue;
    private final Household household;
    private final RemoteControl remote;
    private final Listeners listeners;
    private final LocalEntrance programs;

    private Server(Configuration configuration, Log log, SmtpProgram program) throws CannotStart {
        this.log = log;
        this.clock = program.clock();
        this.smtpLog = new SmtpLog(log, tally);
        this.limits =
                new SessionLimits(
                        configuration.value(Settings.MAX_SESSIONS),
                        configuration.value(Settings.MAX_SESSIONS_PER_IP));
        this.current = new Current(first(configuration));
        router = new Router(current, () -> current.settings().redirects());
        this.dns = dns(configuration, program);
        this.queue = queue(configuration, program);
        this.household = household(configuration, program);
        this.remote = RemoteControl.of(RemoteVerb.XTELLMAIL, configuration, program.random(), log);
        Services services = services(configuration, program);
        SessionIds ids = new SessionIds(program.clock());
        this.listeners = listeners(configuration, services, ids);
        this.programs =
                LocalEntrance.open(
                        configuration.value(Settings.WORK_PATH),
                        new LocalService(services, limits, sessions, ids, smtpLog),
                        household,
                        log);
    }

    static Server start(Configuration configuration, Log log, SmtpProgram program)
            throws CannotStart {
        return new Server(configuration, log, program);
    }

    private InForce first(Configuration configuration) throws CannotStart {
        try {
            return InForce.from(configuration, log);
        } catch (IOException e) {
            stalls.close();
            throw new CannotStart(ExitStatus.CONFIG, String.valueOf(e.getMessage()));
        }
    }

    private Dns dns(Configuration configuration, SmtpProgram program) {
        Path workPath = configuration.value(Settings.WORK_PATH);
        Dns.World world =
                new Dns.World(
                        new ThisHost(current),
                        SystemFiles.of(workPath.getFileSystem()),
                        new WorkFolders(workPath).dnsAnswers(),
                        program.clock(),
                        program.random());
        return new Dns(DnsSettings.from(configuration), world, log);
    }

    private DurableQueue queue(Configuration configuration, SmtpProgram program)
            throws CannotStart {
        Path workPath = configuration.value(Settings.WORK_PATH);
        DropFileDeliverer deliverer = deliverer(configuration, workPath, program);
        try {
            return DurableQueue.open(
                    new DurableQueue.Settings(
                            workPath, () -> current.settings().schedule(), memory()),
                    new DurableQueue.World(
                            router::route,
                            () -> current.settings().allowsDuplicates(),
                            deliverer::deliver,
                            programs(program),
                            () -> current.settings().reporter(),
                            dns,
                            dialer(program),
                            program.clock(),
                            program.zone(),
                            program.random()),
                    log);
        } catch (IOException e) {
            current.close();
            stalls.close();
            throw new CannotStart(ExitStatus.CANNOT_CREATE, "no queue in work_path: " + e);
        }
    }

    private DropFileDeliverer deliverer(
            Configuration configuration, Path workPath, SmtpProgram program) {
        LockSettings locks =
                new LockSettings(
                        configuration.value(Settings.USE_FLOCK),
                        configuration
                                .find(Settings.LOCK_ID)
                                .orElseGet(() -> current.rules().host().name()));
        return new DropFileDeliverer(
                new DropLocks(locks, log, program.clock()),
                new MboxAppender(() -> current.rules().dropLimit()),
                new Arrivals(new CollectedLedger(workPath)),
                program.zone(),
                log);
    }

    private Household household(Configuration configuration, SmtpProgram program)
            throws CannotStart {
        try {
            return Household.start(configuration, queue, program, log);
        } catch (IOException e) {
            queue.close();
            current.close();
            stalls.close();
            throw new CannotStart(ExitStatus.CANNOT_CREATE, "no use of work_path: " + e);
        }
    }

    private Dialer dialer(SmtpProgram program) {
        return new Dialer(
                () -> current.rules().host(),
                Patience.USUAL,
                stalls,
                new Encryption(),
                new Channels(program.clock()));
    }

    private ProgramRunner programs(SmtpProgram program) {
        return new ProgramRunner(
                () -> current.settings().programs(), program.isRoot(), program.zone(), log);
    }

    /** A quarter of the heap holds bodies of small messages on their way. */
    private static long memory() {
        return Math.max(LEAST_MEMORY, Runtime.getRuntime().maxMemory() / 4);
    }

    private Services services(Configuration configuration, SmtpProgram program) {
        PopClients popClients =
                new PopClients(
                        configuration.value(Settings.WORK_PATH),
                        () -> current.rules().relay().logins(),
                        program.clock(),
                        log);
        return new Services(
                queue,
                node -> queue.control().tryNow(node),
                router,
                current::rules,
                popClients,
                gate,
                household.space(),
                remote,
                program.clock(),
                program.zone());
    }

    private Listeners listeners(Configuration configuration, Services services, SessionIds ids)
            throws CannotStart {
        SmtpService service = new SmtpService(services, stalls, sessions, ids, smtpLog);
        try {
            return Listeners.open(ListenPlace.of(configuration, Protocol.SMTP), service, limits);
        } catch (CannotStart e) {
            household.close();
            queue.close();
            current.close();
            stalls.close();
            throw e;
        }
    }

    @Override
    public LogLine ready() {
        return listeners.ready();
    }

    /** {@return where the first listener stands} */
    InetSocketAddress place() {
        return listeners.first();
    }

    @Override
    public Reload reload(Configuration next) {
        InForce settings;
        try {
            settings = InForce.from(next, log);
        } catch (IOException e) {
            return new Reload.Refused(String.valueOf(e.getMessage()));
        }
        limits.change(next.value(Settings.MAX_SESSIONS), next.value(Settings.MAX_SESSIONS_PER_IP));
        current.replace(settings);
        household.reload(next);
        dns.change(DnsSettings.from(next));
        remote.reload(next);
        return new Reload.Done();
    }

    @Override
    public void controlledBy(AdminDesk desk) {
        remote.serve(desk);
    }

    @Override
    public ServerView view() {
        return new SmtpView(current, limits, sessions, tally, queue, dns, router, clock);
    }

    /** The gate closes first: whoever was told 250 was told in time, nobody is told later. */
    @Override
    public void stop() {
        if (stopped.getAndSet(true)) {
            return;
        }
        try {
            gate.close(PATIENCE_WITH_SESSIONS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        programs.stopAccepting();
        listeners.stop(PATIENCE_WITH_SESSIONS);
        programs.close();
        household.close();
        queue.close();
        dns.close();
        current.close();
        stalls.close();
    }
}
