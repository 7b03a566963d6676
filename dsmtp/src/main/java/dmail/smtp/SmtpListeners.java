package dmail.smtp;

import dmail.common.admin.Channel;
import dmail.common.config.Configuration;
import dmail.common.config.FileSettings;
import dmail.common.config.ListenEndpoint;
import dmail.common.config.Server;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.net.SessionLimits;
import dmail.common.server.CannotStart;
import dmail.common.server.Listeners;
import dmail.common.server.Reloadable;
import dmail.common.server.SessionLimitSettings;
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

/** Where mail comes in: from the network, and from programs of this host. */
final class SmtpListeners implements Reloadable<SmtpSettings> {
    /** Together with the queue's own time less than the ten seconds that a stop may take. */
    private static final Duration PATIENCE_WITH_SESSIONS = Duration.ofSeconds(1);

    private final SmtpCounters tally;
    private final OpenSessions sessions = new OpenSessions();
    private final AcceptGate gate;
    private final SessionLimits limits;
    private final Listeners listeners;
    private final LocalEntrance programs;

    private SmtpListeners(
            Configuration configuration,
            SessionServices services,
            RefusalReports reports,
            BackgroundServices backgroundServices,
            SessionResources means,
            Log log)
            throws CannotStart {
        gate = services.gate();
        tally = means.tally();
        limits =
                new SessionLimits(
                        means.memory(),
                        SessionLimitSettings.octetsOfOne(Server.DSMTP),
                        SessionLimitSettings.of(configuration));
        SessionIds ids = new SessionIds(services.clock());
        listeners =
                Listeners.open(
                        ListenEndpoint.of(configuration, Server.DSMTP),
                        entrance -> new SmtpService(services, means, sessions, ids, entrance),
                        limits);
        programs =
                LocalEntrance.open(
                        configuration.value(FileSettings.WORK_PATH),
                        new LocalService(services, limits, sessions, ids, means.log()),
                        reports,
                        backgroundServices,
                        services.clock(),
                        log);
    }

    static SmtpListeners open(
            Configuration configuration,
            SessionServices services,
            RefusalReports reports,
            BackgroundServices backgroundServices,
            SessionResources means,
            Log log)
            throws CannotStart {
        return new SmtpListeners(configuration, services, reports, backgroundServices, means, log);
    }

    /** {@return the line that says where it listens, with the real ports} */
    LogLine ready() {
        return listeners.ready();
    }

    /** {@return where the first listener stands} */
    InetSocketAddress address() {
        return listeners.first();
    }

    SmtpCounters tally() {
        return tally;
    }

    /** {@return how many connections there are} */
    int sessions() {
        return limits.sessions();
    }

    /** {@return how many there may be} */
    int sessionsAtMost() {
        return limits.promised();
    }

    /** {@return how many files left by programs were no mail that could be taken} */
    long quarantined() {
        return programs.troubled();
    }

    /** {@return how many files left by programs wait} */
    long leftWaiting() {
        return programs.waiting();
    }

    /** {@return the connections, the oldest first} */
    List<Channel> channels() {
        return sessions.channels();
    }

    /** Slots that are no longer there must be known at once to those who wait for one. */
    @Override
    public void reload(SmtpSettings next) {
        limits.change(SessionLimitSettings.of(next.configuration()));
    }

    /** The gate closes first: whoever was told 250 was told in time, nobody is told later. */
    void close() {
        try {
            gate.close(PATIENCE_WITH_SESSIONS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        programs.stopAccepting();
        listeners.stop(PATIENCE_WITH_SESSIONS);
        programs.close();
    }
}
