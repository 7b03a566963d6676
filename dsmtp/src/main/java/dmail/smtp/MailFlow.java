package dmail.smtp;

import dmail.common.cli.ExitStatus;
import dmail.common.config.Configuration;
import dmail.common.config.FileSettings;
import dmail.common.dropfile.DropLocks;
import dmail.common.io.FileServerFolders;
import dmail.common.io.Reason;
import dmail.common.log.Log;
import dmail.common.log.LogFormat;
import dmail.common.login.LoginSettings;
import dmail.common.mbox.Arrivals;
import dmail.common.mbox.CollectedLedger;
import dmail.common.mbox.MboxAppender;
import dmail.common.memory.MemoryAccount;
import dmail.common.net.StallGuard;
import dmail.common.server.CannotStart;
import dmail.common.server.Reloadable;
import dmail.smtp.client.BrokenExtensions;
import dmail.smtp.client.Channels;
import dmail.smtp.client.ClientTimeouts;
import dmail.smtp.client.Connector;
import dmail.smtp.client.Encryption;
import dmail.smtp.delivery.local.DropFileDeliverer;
import dmail.smtp.delivery.program.ProgramRunner;
import dmail.smtp.delivery.remote.RemoteProbe;
import dmail.smtp.dns.Dns;
import dmail.smtp.dns.DnsSettings;
import dmail.smtp.dns.SystemFiles;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.WorkFolders;
import dmail.smtp.queue.DurableQueue;
import dmail.smtp.queue.OnelineStatistics;
import dmail.smtp.queue.RetrySchedule;
import dmail.smtp.queue.RetrySchedules;
import dmail.smtp.routing.Router;
import dmail.smtp.source.SourcePolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Routing, DNS and the queue, put together. */
final class MailFlow implements Reloadable<SmtpSettings>, AutoCloseable {
    /** How long a delivery waits for a slot to a file server. */
    private static final Duration FILE_SERVER_TIMEOUT = Duration.ofSeconds(30);

    private final CurrentSettings current;
    private final MemoryAccount account;
    private final SmtpProgram program;
    private final Log log;
    private final Router router;
    private final Dns dns;
    private final OnelineStatistics statistics;
    private final DurableQueue queue;

    /** Made when an administrator asks. */
    private Optional<RemoteProbe> probe = Optional.empty();

    /** Those of the options that were asked last; empty where there are none. */
    private volatile Optional<RetrySchedules> schedules = Optional.empty();

    private MailFlow(
            Configuration configuration,
            CurrentSettings current,
            StallGuard stalls,
            MemoryAccount account,
            SmtpProgram program,
            Log log)
            throws IOException {
        this.current = current;
        this.account = account;
        this.program = program;
        this.log = log;
        router =
                new Router(
                        current,
                        () -> current.settings().expansions(),
                        () -> current.settings().recent());
        dns = dns(configuration);
        current.use(dns);
        statistics =
                new OnelineStatistics(
                        current::configuration,
                        new LogFormat(current.rules().host().name(), "dsmtp", pid()),
                        program.clock(),
                        program.zone());
        queue = queue(configuration, stalls);
    }

    /** Opens the queue; queued messages are tried at once. */
    static MailFlow open(
            Configuration configuration,
            CurrentSettings current,
            StallGuard stalls,
            MemoryAccount account,
            SmtpProgram program,
            Log log)
            throws CannotStart {
        try {
            return new MailFlow(configuration, current, stalls, account, program, log);
        } catch (IOException e) {
            throw new CannotStart(
                    ExitStatus.CANNOT_CREATE, "no queue in work_path: " + Reason.of(e));
        }
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    private Dns dns(Configuration configuration) {
        Path workPath = configuration.value(FileSettings.WORK_PATH);
        Dns.Dependencies dependencies =
                new Dns.Dependencies(
                        new ThisHost(current),
                        SystemFiles.of(workPath.getFileSystem()),
                        new WorkFolders(workPath).dnsAnswers(),
                        program.clock(),
                        program.random());
        return new Dns(DnsSettings.from(configuration), dependencies, log);
    }

    private DurableQueue queue(Configuration configuration, StallGuard stalls) throws IOException {
        Path workPath = configuration.value(FileSettings.WORK_PATH);
        return DurableQueue.open(
                new DurableQueue.Settings(workPath, this::schedule, account),
                new DurableQueue.Dependencies(
                        router::route,
                        () -> current.settings().allowsDuplicates(),
                        deliverer(workPath),
                        programs(),
                        () -> current.settings().reportSettings(),
                        dns,
                        () -> current.settings().sources(),
                        current::outgoing,
                        connector(stalls),
                        statistics,
                        program.clock(),
                        program.zone(),
                        program.random()),
                log);
    }

    /** Without options of sending their classes aren't loaded. */
    private RetrySchedule schedule(Recipient recipient) {
        SmtpSettings now = current.settings();
        return now.sources() instanceof SourcePolicy.Plain
                ? now.schedule()
                : schedules(now).of(recipient);
    }

    private RetrySchedules schedules(SmtpSettings now) {
        Optional<RetrySchedules> known = schedules;
        if (known.isPresent() && known.get().areOf(now.sources())) {
            return known.get();
        }
        RetrySchedules made = new RetrySchedules(now.schedule(), now.sources(), router::route);
        schedules = Optional.of(made);
        return made;
    }

    private static FileServerFolders folders(Path workPath) {
        return new FileServerFolders(workPath.toAbsolutePath().getRoot(), FILE_SERVER_TIMEOUT);
    }

    private DropFileDeliverer deliverer(Path workPath) {
        return new DropFileDeliverer(
                folders(workPath),
                new DropLocks(
                        () -> LoginSettings.locks(current.configuration()), log, program.clock()),
                new MboxAppender(() -> current.rules().mailboxes().general()),
                new Arrivals(new CollectedLedger(workPath)),
                () -> current.rules().mailboxes(),
                program.zone(),
                log);
    }

    private Connector connector(StallGuard stalls) {
        return new Connector(
                ClientTimeouts.USUAL,
                stalls,
                new Encryption(),
                new BrokenExtensions(program.clock(), log),
                new Channels(program.clock()));
    }

    private ProgramRunner programs() {
        return new ProgramRunner(
                () -> current.settings().programs(), program.isRoot(), program.zone(), log);
    }

    Router router() {
        return router;
    }

    Dns dns() {
        return dns;
    }

    DurableQueue queue() {
        return queue;
    }

    /** {@return what tries connections for administrators, a few at a time in all} */
    synchronized RemoteProbe probe() {
        RemoteProbe one = probe.orElseGet(() -> new RemoteProbe(dns, queue.dialer()));
        probe = Optional.of(one);
        return one;
    }

    /**
     * {@return how many queued messages have a binding that isn't in these settings, and were not
     * counted before}
     */
    int lostBindings(SmtpSettings next) {
        return queue.lostBindings()
                .count(binding -> next.outgoing().filter(now -> now.has(binding)).isPresent());
    }

    /**
     * Clears the DNS cache, so that an administrator who has corrected DNS need not wait, and looks
     * for the source addresses of the settings; mail is tried that no suspension and no limit keeps
     * any more.
     */
    @Override
    public void reload(SmtpSettings next) {
        dns.change(DnsSettings.from(next.configuration()));
        queue.settingsChanged();
        int _ = queue.letGo();
    }

    @Override
    public void close() {
        queue.close();
        dns.close();
        statistics.close();
    }
}
