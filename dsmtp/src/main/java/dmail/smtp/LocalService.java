package dmail.smtp;

import dmail.common.admin.Channel;
import dmail.common.memory.ClientGroup;
import dmail.common.memory.MemorySource;
import dmail.common.memory.SessionMemory;
import dmail.common.net.SessionLimits;
import dmail.smtp.message.Body;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MailQueue;
import dmail.smtp.policy.Limits;
import dmail.smtp.session.Client;
import dmail.smtp.session.ConnectionInfo;
import dmail.smtp.session.OpenSessions;
import dmail.smtp.session.SessionIds;
import dmail.smtp.session.SessionServices;
import dmail.smtp.session.SmtpLog;
import dmail.smtp.session.SmtpSession;
import dmail.smtp.submission.LocalSessions;
import dmail.smtp.submission.PickupLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs SMTP sessions for programs of this host: they may relay, with any sender. */
final class LocalService implements LocalSessions {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final SessionServices services;
    private final SessionLimits limits;
    private final OpenSessions sessions;
    private final SessionIds ids;
    private final SmtpLog log;

    LocalService(
            SessionServices services,
            SessionLimits limits,
            OpenSessions sessions,
            SessionIds ids,
            SmtpLog log) {
        this.services = services;
        this.limits = limits;
        this.sessions = sessions;
        this.ids = ids;
        this.log = log;
    }

    @Override
    public SessionLimits.Entry enter(String user, SessionMemory.Line line) {
        return limits.enter(new ClientGroup.User(user), line);
    }

    @Override
    public void leave(SessionMemory session) {
        limits.leave(session);
    }

    @Override
    public Duration readTimeout() {
        return services.rules().get().limits().silence();
    }

    @Override
    public PickupLimits pickupLimits() {
        Limits limits = services.rules().get().limits();
        return PickupLimits.of(limits.messageSize(), limits.recipients());
    }

    @Override
    public void serve(
            String user,
            SessionMemory memory,
            InputStream in,
            OutputStream out,
            Consumer<Duration> readTimeout) {
        Client client = Client.present(HERE, ids.next(), user);
        SmtpSession session =
                new SmtpSession(
                        services,
                        client,
                        ConnectionInfo.local(services.rules().get().host()),
                        memory,
                        in,
                        out,
                        readTimeout::accept,
                        log);
        OpenSessions.OpenSession openSession =
                new OpenSessions.OpenSession(
                        client.session(),
                        user + " (local)",
                        services.clock().instant(),
                        Channel.Place.NONE,
                        session,
                        Optional.empty());
        sessions.enter(openSession);
        try {
            session.run();
        } finally {
            sessions.leave(openSession);
        }
    }

    @Override
    public boolean replay(String user, InputStream in, OutputStream out) {
        Accepting queue = new Accepting(services.queue());
        Client client = Client.absent(HERE, ids.next(), user);
        SessionMemory memory = SessionMemory.unbounded();
        new SmtpSession(
                        services.into(queue),
                        client,
                        ConnectionInfo.local(services.rules().get().host()),
                        memory,
                        in,
                        out,
                        _ -> {},
                        log)
                .run();
        return queue.accepted;
    }

    /** Notes that the session's message was accepted. */
    private static final class Accepting implements MailQueue {
        private final MailQueue queue;
        private boolean accepted;

        Accepting(MailQueue queue) {
            this.queue = queue;
        }

        @Override
        public BodySink newBody(MemorySource session) {
            return queue.newBody(session);
        }

        @Override
        public BodySink newBody() {
            return queue.newBody();
        }

        @Override
        public void accept(Envelope envelope, Body body) throws IOException {
            queue.accept(envelope, body);
            accepted = true;
        }
    }
}
