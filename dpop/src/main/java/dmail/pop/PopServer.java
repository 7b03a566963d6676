package dmail.pop;

import dmail.common.access.ListenerAccess;
import dmail.common.address.IpLiteral;
import dmail.common.admin.AdminReply;
import dmail.common.admin.AdminRequestHandler;
import dmail.common.admin.Channel;
import dmail.common.admin.MemoryStatus;
import dmail.common.admin.RemoteControl;
import dmail.common.admin.RemoteVerb;
import dmail.common.admin.ServerView;
import dmail.common.admin.StatusItem;
import dmail.common.admin.command.DpopCommand;
import dmail.common.admin.command.DsmtpCommand;
import dmail.common.admin.command.ServerCommand;
import dmail.common.admin.listen.ListenerControl;
import dmail.common.authent.UsersFiles;
import dmail.common.cli.ExitStatus;
import dmail.common.config.Configuration;
import dmail.common.config.FileSettings;
import dmail.common.config.PopSettings;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import dmail.common.dropfile.DropLocks;
import dmail.common.io.FileServerFolders;
import dmail.common.log.Log;
import dmail.common.log.LogFormat;
import dmail.common.log.LogLine;
import dmail.common.login.Accounts;
import dmail.common.login.LoginSettings;
import dmail.common.login.pace.LoginPace;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.SpareHeap;
import dmail.common.net.HostAddresses;
import dmail.common.net.HostNames;
import dmail.common.net.SessionLimits;
import dmail.common.net.StallGuard;
import dmail.common.server.CannotStart;
import dmail.common.server.Listeners;
import dmail.common.server.Reloadable;
import dmail.common.server.Replaceable;
import dmail.common.server.Running;
import dmail.common.server.SessionLimitSettings;
import dmail.common.server.TlsSettings;
import dmail.common.table.TableMemory;
import dmail.common.tls.Certificates;
import dmail.common.tls.TlsServer;
import dmail.pop.binstore.Compactor;
import dmail.pop.session.Counters;
import dmail.pop.session.PopLog;
import dmail.pop.session.SessionEnd;
import dmail.pop.session.Sessions;
import dmail.pop.statistics.SessionFile;
import dmail.pop.statistics.Statistics;
import dmail.pop.store.SessionLocks;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** The server, put together, and its control commands. */
final class PopServer implements Running, ServerView {
    /**
     * In octets; the young generation's size is fixed, so an early collection only saves memory.
     */
    private static final long SMALL_HEAP = 128L << 20;

    private static final Duration LONGEST_STALL = Duration.ofMinutes(5);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration DNS_TIMEOUT = Duration.ofSeconds(5);

    /** How long a command waits for a slot to a slow file server. */
    private static final Duration FILE_SERVER_TIMEOUT = Duration.ofSeconds(10);

    private final PopLog popLog;
    private final MemoryAccount memory;
    private final SpareHeap spareHeap;
    private final SessionLimits limits;
    private final ListenerAccess.Shared access;
    private final SessionLocks sessionLocks = new SessionLocks();
    private final Counters counters = new Counters();
    private final StallGuard stalls = new StallGuard(LONGEST_STALL);
    private final Compactor compactor = new Compactor();
    private final Sessions sessions;
    private final Statistics statistics;
    private final SessionFile sessionFile;
    private final ClientNames names;
    private final BinRoots roots;
    private final Log log;
    private final DpopSettingsFactory factory;
    private final Replaceable<DpopSettings> settings;
    private final CurrentSettings current;
    private final RemoteControl remote;
    private final TlsServer tls = new TlsServer();
    private final Listeners listeners;

    /** What must be told of a reload; everything else asks for the current settings itself. */
    private final List<Reloadable<DpopSettings>> reloadables;

    private PopServer(Configuration configuration, Log log, PopProgram program) throws CannotStart {
        this.log = log;
        InstantSource clock = program.clock();
        statistics = new Statistics(clock, program.zone());
        sessionFile =
                new SessionFile(configuration, format(configuration), clock, program.zone(), log);
        sessions = new Sessions(this::ended);
        popLog = new PopLog(log, counters);
        memory = MemoryAccount.ofHeap(popLog::memoryRefused);
        spareHeap = SpareHeap.of(memory, SMALL_HEAP);
        names =
                new ClientNames(
                        () -> current().value(PopSettings.LOOKUP_NAMES),
                        HostNames.ofSystem(DNS_TIMEOUT),
                        popLog);
        limits =
                new SessionLimits(
                        memory,
                        SessionLimitSettings.octetsOfOne(Server.DPOP),
                        SessionLimitSettings.of(configuration));
        roots = new BinRoots(log);
        factory = factory(configuration, clock);
        settings = new Replaceable<>(first(configuration), DpopSettings::close);
        current = new CurrentSettings(settings, pace(clock));
        tls.use(current.settings().certificates());
        SecureRandom random = new SecureRandom();
        remote =
                RemoteControl.of(
                        RemoteVerb.XTELLPOP, current::configuration, random, names::of, log);
        access = new ListenerAccess.Shared(limits);
        listeners = listen(configuration, resources(random, program));
        reloadables =
                List.of(
                        next -> tls.use(next.certificates()),
                        next -> changeListening(next.configuration()),
                        next -> sessionFile.change(next.configuration()));
    }

    static PopServer start(Configuration configuration, Log log, PopProgram program)
            throws CannotStart {
        return new PopServer(configuration, log, program);
    }

    private DpopSettingsFactory factory(Configuration configuration, InstantSource clock) {
        DropLocks dropLocks = new DropLocks(() -> LoginSettings.locks(current()), log, clock);
        UsersFiles users =
                new UsersFiles(new TableMemory(memory, "give dpop more by pop_memory"), log);
        return new DpopSettingsFactory(
                sessionLocks,
                dropLocks,
                roots,
                compactor,
                memory,
                users,
                log,
                popLog,
                new FileServerFolders(root(configuration), FILE_SERVER_TIMEOUT),
                clock);
    }

    private static Path root(Configuration configuration) {
        Path workPath = configuration.value(FileSettings.WORK_PATH).toAbsolutePath();
        return Objects.requireNonNull(workPath.getRoot());
    }

    private static LogFormat format(Configuration configuration) {
        return new LogFormat(
                DpopSettingsFactory.host(configuration),
                Server.DPOP.toString(),
                ProcessHandle.current().pid());
    }

    /** Called when all that it takes is there. */
    private PopResources resources(RandomGenerator random, PopProgram program) {
        return new PopResources(
                current,
                stalls,
                sessions,
                names,
                program.clock(),
                program.zone(),
                remote,
                popLog,
                tls,
                random,
                new AtomicLong(program.clock().millis()));
    }

    private void changeListening(Configuration next) {
        limits.change(SessionLimitSettings.of(next));
        access.change(ListenerTable.of(next).of(Server.DPOP), sessions::counted);
        lookUpHosts();
    }

    /**
     * Not before all listeners are open: without them nobody would end it. Without such hosts their
     * classes aren't loaded.
     */
    private void lookUpHosts() {
        if (access.hasUnknownHosts()) {
            access.lookUpHosts(PopServer::addresses);
        }
    }

    /** The system's resolver doesn't tell whether a host has no address, or can't be asked for. */
    private static Optional<List<InetAddress>> addresses(String host) {
        try (HostAddresses hosts = new HostAddresses(DNS_TIMEOUT)) {
            return Optional.of(hosts.of(host)).filter(found -> !found.isEmpty());
        }
    }

    private void ended(SessionEnd end) {
        statistics.add(end);
        sessionFile.write(end);
    }

    private DpopSettings first(Configuration configuration) throws CannotStart {
        try {
            return factory.from(configuration, TlsSettings.certificatesAtStart(configuration, log));
        } catch (IOException e) {
            closeQuietly();
            throw new CannotStart(ExitStatus.CONFIG, PopLog.reason(e));
        }
    }

    private LoginPace pace(InstantSource clock) {
        return LoginPace.shared(
                () -> settings.now().configuration(), Server.DPOP, System::nanoTime, clock, log);
    }

    /** For parts that are made before the first settings, and ask later. */
    private Configuration current() {
        return current.configuration();
    }

    private Listeners listen(Configuration configuration, PopResources shared) throws CannotStart {
        List<ListenerDefinition> definitions =
                TlsSettings.listeners(
                        configuration, Server.DPOP, current.settings().certificates());
        access.start(definitions);
        try {
            Listeners opened =
                    Listeners.open(
                            definitions,
                            definition -> new PopService(shared, access.at(definition)),
                            limits,
                            log);
            lookUpHosts();
            return opened;
        } catch (CannotStart e) {
            settings.close();
            closeQuietly();
            throw e;
        }
    }

    @Override
    public LogLine ready() {
        return listeners.ready();
    }

    /** Sockets are bound first: settings change only when all can be bound. */
    @Override
    public Reload reload(Configuration next) {
        try {
            return reload(next, TlsSettings.certificates(next, log));
        } catch (IOException e) {
            return new Reload.Refused(PopLog.reason(e));
        } catch (CannotStart e) {
            return new Reload.Refused(e.why());
        }
    }

    private Reload reload(Configuration next, Optional<Certificates> certificates)
            throws IOException, CannotStart {
        List<ListenerDefinition> definitions =
                TlsSettings.listeners(next, Server.DPOP, certificates);
        try (Listeners.Prepared listenerChange = listeners.prepare(definitions)) {
            DpopSettings following = factory.from(next, certificates);
            settings.replace(following);
            reloadables.forEach(each -> each.reload(following));
            listenerChange.commit();
            return new Reload.Done();
        }
    }

    @Override
    public void controlledBy(AdminRequestHandler handler) {
        remote.serve(handler);
    }

    @Override
    public ServerView view() {
        return this;
    }

    @Override
    public void stop() {
        listeners.stop(STOP_TIMEOUT);
        access.close();
        settings.close();
        closeQuietly();
    }

    private void closeQuietly() {
        spareHeap.close();
        compactor.close();
        roots.close();
        stalls.close();
        sessionFile.close();
        names.close();
    }

    @Override
    public List<StatusItem> status() {
        List<StatusItem> items = new ArrayList<>();
        items.addAll(counts());
        items.addAll(MemoryStatus.of(memory));
        return List.copyOf(items);
    }

    private List<StatusItem> counts() {
        return List.of(
                new StatusItem("sessions", limits.sessions()),
                new StatusItem("sessions_at_most", limits.promised()),
                new StatusItem("open_mailboxes", sessionLocks.mailboxes()),
                new StatusItem("logins", counters.logins()),
                new StatusItem("failed_logins", counters.failedLogins()),
                new StatusItem("messages_sent", counters.retrieved()),
                new StatusItem("messages_removed", counters.removed()),
                new StatusItem("bulletins_left_out", current.settings().bulletinsLeftOut()));
    }

    @Override
    public List<Channel> channels() {
        return sessions.list().stream().map(PopServer::channel).toList();
    }

    private static String location(Sessions.OpenSession session) {
        String address = IpLiteral.text(session.client().address());
        return session.name().isEmpty() ? address : session.name() + " [" + address + "]";
    }

    private static Channel channel(Sessions.OpenSession session) {
        return new Channel(
                session.client().id(),
                location(session),
                session.since(),
                session.state(),
                session.user(),
                Channel.Place.of(
                        session.client().listener(),
                        session.client().connectedTo(),
                        session.client().port()));
    }

    @Override
    public ListenerControl listenerControl() {
        return listeners.control();
    }

    @Override
    public Accounts accounts() {
        return current.settings().accounts();
    }

    @Override
    public AdminReply carryOut(ServerCommand command, List<String> arguments) {
        return switch (command) {
            case DpopCommand.STATISTICS -> statistics.reply();
            case DpopCommand.CHECK -> mail().check(arguments.getFirst());
            case DpopCommand.REHASH -> mail().rehash();
            case DpopCommand.KICK -> new KickCommand(sessions).carryOut(arguments.getFirst());
            case DsmtpCommand _ -> throw new IllegalArgumentException(command + " is for dsmtp");
        };
    }

    private MailCommands mail() {
        return new MailCommands(current.settings(), log);
    }
}
