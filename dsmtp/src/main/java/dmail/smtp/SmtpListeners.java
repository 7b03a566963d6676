package dmail.smtp;

import dmail.common.access.ListenerAccess;
import dmail.common.admin.Channel;
import dmail.common.admin.listen.ListenerControl;
import dmail.common.config.Configuration;
import dmail.common.config.FileSettings;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.net.SessionLimits;
import dmail.common.server.CannotStart;
import dmail.common.server.Listeners;
import dmail.common.server.Reloadable;
import dmail.common.server.SessionLimitSettings;
import dmail.common.server.TlsSettings;
import dmail.common.tls.Certificates;
import dmail.smtp.dns.Dns;
import dmail.smtp.session.AcceptGate;
import dmail.smtp.session.OpenSessions;
import dmail.smtp.session.SessionIds;
import dmail.smtp.session.SessionResources;
import dmail.smtp.session.SessionServices;
import dmail.smtp.session.SmtpCounters;
import dmail.smtp.session.SmtpService;
import dmail.smtp.submission.RefusalReports;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What takes mail in: network listeners, and the submission of this host's programs. */
final class SmtpListeners implements Reloadable<SmtpSettings> {
    /**
     * With the time that the queue takes, this stays below the ten seconds that a stop may take.
     */
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(1);

    private final SmtpCounters counters;
    private final OpenSessions sessions = new OpenSessions();
    private final AcceptGate gate;
    private final SessionLimits limits;
    private final ListenerAccess.Shared access;
    private final Listeners listeners;
    private final LocalSubmission programs;
    private final Dns dns;

    private SmtpListeners(
            SmtpSettings settings,
            Dns dns,
            SessionServices services,
            RefusalReports reports,
            BackgroundServices backgroundServices,
            SessionResources means,
            Log log)
            throws CannotStart {
        this.dns = dns;
        Configuration configuration = settings.configuration();
        gate = services.gate();
        counters = means.counters();
        limits =
                new SessionLimits(
                        means.memory(),
                        SessionLimitSettings.octetsOfOne(Server.DSMTP),
                        SessionLimitSettings.of(configuration));
        access = new ListenerAccess.Shared(limits);
        SessionIds ids = new SessionIds(services.clock());
        List<ListenerDefinition> definitions =
                TlsSettings.listeners(configuration, Server.DSMTP, settings.certificates());
        access.start(definitions);
        listeners =
                Listeners.open(
                        definitions,
                        definition ->
                                new SmtpService(
                                        services,
                                        means,
                                        sessions,
                                        ids,
                                        access.at(definition),
                                        TlsSettings.files(definition)),
                        limits,
                        log);
        programs =
                LocalSubmission.open(
                        configuration.value(FileSettings.WORK_PATH),
                        new LocalService(services, limits, sessions, ids, means.log()),
                        reports,
                        backgroundServices,
                        services.clock(),
                        log);
        lookUpHosts();
    }

    static SmtpListeners open(
            SmtpSettings settings,
            Dns dns,
            SessionServices services,
            RefusalReports reports,
            BackgroundServices backgroundServices,
            SessionResources means,
            Log log)
            throws CannotStart {
        return new SmtpListeners(settings, dns, services, reports, backgroundServices, means, log);
    }

    /**
     * Not before all listeners are open: without them nobody would end it. Without such hosts their
     * classes aren't loaded.
     */
    private void lookUpHosts() {
        if (access.hasUnknownHosts()) {
            access.lookUpHosts(dns::addresses);
        }
    }

    /** {@return the log line that names the listeners, with the ports in use} */
    LogLine ready() {
        return listeners.ready();
    }

    /** {@return the address of the first listener} */
    InetSocketAddress address() {
        return listeners.first();
    }

    /** {@return whether everybody may relay through one of them} */
    boolean isOpenRelay() {
        return listeners.control().states().stream()
                .anyMatch(each -> each.listener().isOpenRelay());
    }

    /** {@return the network's listeners, for an administrator} */
    ListenerControl control() {
        return listeners.control();
    }

    SmtpCounters counters() {
        return counters;
    }

    /** {@return how many connections there are} */
    int sessions() {
        return limits.sessions();
    }

    /** {@return how many connections are allowed} */
    int sessionsAtMost() {
        return limits.promised();
    }

    /** {@return how many pickup files could not be accepted as mail} */
    long quarantined() {
        return programs.troubled();
    }

    /** {@return how many pickup files wait} */
    long pickupWaiting() {
        return programs.waiting();
    }

    /** {@return the connections, the oldest first} */
    List<Channel> channels() {
        return sessions.channels();
    }

    /**
     * Binds the listeners of another configuration.
     *
     * @throws CannotStart when one can't be bound; then nothing has changed
     */
    Listeners.Prepared prepare(Configuration next, Optional<Certificates> certificates)
            throws CannotStart {
        return listeners.prepare(TlsSettings.listeners(next, Server.DSMTP, certificates));
    }

    /**
     * Those who wait for a session slot must see a lower limit at once, and sessions the lines of
     * their listener.
     */
    @Override
    public void reload(SmtpSettings next) {
        limits.change(SessionLimitSettings.of(next.configuration()));
        List<ListenerDefinition> definitions =
                ListenerTable.of(next.configuration()).of(Server.DSMTP);
        access.change(definitions, sessions::counted);
        lookUpHosts();
    }

    /** The gate closes first: no client gets a 250 after this. */
    void close() {
        try {
            gate.close(SESSION_TIMEOUT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        programs.stopAccepting();
        listeners.stop(SESSION_TIMEOUT);
        access.close();
        programs.close();
    }
}
