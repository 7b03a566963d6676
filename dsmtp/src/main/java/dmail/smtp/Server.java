package dmail.smtp;

import dmail.common.admin.AdminRequestHandler;
import dmail.common.admin.RemoteControl;
import dmail.common.admin.RemoteVerb;
import dmail.common.admin.ServerView;
import dmail.common.cli.ExitStatus;
import dmail.common.config.Configuration;
import dmail.common.config.FileSettings;
import dmail.common.io.Reason;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.login.Logins;
import dmail.common.login.pace.FailureDelay;
import dmail.common.login.pace.LoginPace;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.SpareHeap;
import dmail.common.net.StallGuard;
import dmail.common.server.CannotStart;
import dmail.common.server.Listeners;
import dmail.common.server.Reloadable;
import dmail.common.server.Replaceable;
import dmail.common.server.Running;
import dmail.common.server.TlsSettings;
import dmail.common.tls.Certificates;
import dmail.common.tls.TlsServer;
import dmail.smtp.archive.CurrentArchive;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.routing.LocalFiles;
import dmail.smtp.session.AcceptGate;
import dmail.smtp.session.PopClients;
import dmail.smtp.session.SessionAuth;
import dmail.smtp.session.SessionResources;
import dmail.smtp.session.SessionServices;
import dmail.smtp.session.SmtpCounters;
import dmail.smtp.session.SmtpLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/** The server, put together: each part is made once, from those before it. */
final class Server implements Running {
    /** In octets. A busy server gets a large young generation early. */
    private static final long SMALL_HEAP = 32L << 20;

    /** RFC 5321 section 4.5.3.2.7 gives a client five minutes. */
    private static final Duration LONGEST_STALL = Duration.ofMinutes(5);

    /** The same as dpop's. */
    private static final FailureDelay FAILURE_DELAY = FailureDelay.of(Duration.ofSeconds(2));

    private final LocalFiles local = LocalFiles.ofThisHost();
    private final MemoryAccount memory;
    private final Log log;
    private final SiteTables tables;
    private final SmtpProgram program;
    private final CloseStack opened;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Replaceable<SmtpSettings> settings;
    private final CurrentSettings current;
    private final MailFlow mailFlow;
    private final BackgroundServices backgroundServices;
    private final PopClients popClients;
    private final RemoteControl remote;
    private final TlsServer tls = new TlsServer();
    private final SmtpListeners listeners;

    /** What must be told of a reload; everything else asks for the current settings itself. */
    private final List<Reloadable<SmtpSettings>> reloadables;

    /** What must also be told when only options of sending have been changed. */
    private final List<Reloadable<SmtpSettings>> reloadablesOfSending;

    private Server(Configuration configuration, Log log, SmtpProgram program, CloseStack opened)
            throws CannotStart {
        this.log = log;
        this.program = program;
        this.opened = opened;
        SmtpCounters counters = new SmtpCounters();
        SmtpLog smtpLog = new SmtpLog(log, counters);
        memory = MemoryAccount.ofHeap(smtpLog::memoryRefused);
        tables = SiteTables.of(memory, program.clock(), log);
        opened.closedBy(SpareHeap.of(memory, SMALL_HEAP)::close);
        StallGuard stalls = new StallGuard(LONGEST_STALL);
        opened.closedBy(stalls::close);
        settings = new Replaceable<>(first(configuration), SmtpSettings::close);
        opened.closedBy(settings::close);
        current = new CurrentSettings(settings, pace(), tables);
        tls.use(current.settings().certificates());
        mailFlow = MailFlow.open(configuration, current, stalls, memory, program, log);
        opened.closedBy(mailFlow::close);
        backgroundServices =
                BackgroundServices.start(current::configuration, mailFlow.queue(), program, log);
        opened.closedBy(backgroundServices::close);
        popClients = popClients(configuration);
        remote =
                RemoteControl.of(
                        RemoteVerb.XTELLMAIL, current::configuration, program.random(), log);
        listeners =
                SmtpListeners.open(
                        current.settings(),
                        mailFlow.dns(),
                        services(),
                        new RefusedPickupMail(mailFlow.queue(), current::rules, program.clock()),
                        backgroundServices,
                        new SessionResources(stalls, tls, memory, counters, smtpLog),
                        log);
        opened.closedBy(listeners::close);
        reloadables = List.of(next -> tls.use(next.certificates()), listeners);
        reloadablesOfSending =
                List.of(next -> next.outgoing().ifPresent(Outgoing::takeEffect), mailFlow);
    }

    static Server start(Configuration configuration, Log log, SmtpProgram program)
            throws CannotStart {
        CloseStack opened = new CloseStack();
        try {
            return new Server(configuration, log, program, opened);
        } catch (CannotStart e) {
            opened.close();
            throw e;
        }
    }

    private SmtpSettings first(Configuration configuration) throws CannotStart {
        try {
            return SmtpSettings.from(
                    configuration,
                    TlsSettings.certificatesAtStart(configuration, log),
                    tables,
                    local,
                    Optional.empty(),
                    log);
        } catch (IOException e) {
            throw new CannotStart(ExitStatus.CONFIG, Reason.of(e));
        }
    }

    private LoginPace pace() {
        return LoginPace.shared(
                () -> settings.now().configuration(),
                dmail.common.config.Server.DSMTP,
                System::nanoTime,
                program.clock(),
                log);
    }

    private PopClients popClients(Configuration configuration) {
        return new PopClients(
                configuration.value(FileSettings.WORK_PATH),
                () -> current.rules().relay().logins(),
                program.clock(),
                log);
    }

    private SessionServices services() {
        return new SessionServices(
                new CurrentArchive(backgroundServices::archive, program.zone(), log),
                mailFlow.queue(),
                node -> mailFlow.queue().control().tryNow(node),
                mailFlow.router(),
                current::rules,
                current,
                () -> current.settings().footers(),
                new SessionAuth(current, Logins.MOST_FAILURES, FAILURE_DELAY, new SecureRandom()),
                popClients,
                new AcceptGate(),
                backgroundServices.space(),
                remote,
                current::outgoing,
                program.clock(),
                program.zone());
    }

    @Override
    public LogLine ready() {
        return listeners.ready();
    }

    /** {@return the address of the first listener} */
    InetSocketAddress address() {
        return listeners.address();
    }

    /** Sockets are bound first: settings change only when all can be bound. */
    @Override
    public Reload reload(Configuration next) {
        try {
            return rebound(reload(next, TlsSettings.certificates(next, log)));
        } catch (IOException e) {
            return new Reload.Refused(Reason.of(e));
        } catch (CannotStart e) {
            return new Reload.Refused(e.why());
        }
    }

    private Reload reload(Configuration next, Optional<Certificates> certificates)
            throws IOException, CannotStart {
        try (Listeners.Prepared listenerChange = listeners.prepare(next, certificates)) {
            SmtpSettings before = current.settings();
            SmtpSettings following =
                    SmtpSettings.from(next, certificates, tables, local, Optional.of(before), log);
            Reload done = done(before, following);
            settings.replace(following);
            // With its name servers, which listeners ask for hosts that their lines name.
            reloadablesOfSending.forEach(each -> each.reload(following));
            reloadables.forEach(each -> each.reload(following));
            listenerChange.commit();
            return done;
        }
    }

    /** Listeners, users and forwards stay as they are. */
    @Override
    public Reload changeSending(Configuration next) {
        SmtpSettings before = current.settings();
        SmtpSettings following = before.withSending(next, tables);
        Reload done = done(before, following);
        settings.passOn(following);
        reloadablesOfSending.forEach(each -> each.reload(following));
        return rebound(done);
    }

    /** The queue's files are read and written when nothing else waits for that. */
    private Reload rebound(Reload reload) {
        if (reload instanceof Reload.Done(var count) && count.isPresent()) {
            mailFlow.queue().lostBindings().decideAgain();
        }
        return reload;
    }

    /** It is counted before the mail of bindings that are gone begins to move. */
    private Reload done(SmtpSettings before, SmtpSettings following) {
        return before.outgoing().isEmpty() && following.outgoing().isEmpty()
                ? new Reload.Done()
                : new Reload.Done(OptionalInt.of(mailFlow.lostBindings(following)));
    }

    @Override
    public void controlledBy(AdminRequestHandler acceptance) {
        remote.serve(acceptance);
    }

    @Override
    public ServerView view() {
        return new SmtpView(current, listeners, mailFlow, popClients, memory, program.clock());
    }

    @Override
    public void stop() {
        if (!stopped.getAndSet(true)) {
            opened.close();
        }
    }
}
