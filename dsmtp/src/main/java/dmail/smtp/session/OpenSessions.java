package dmail.smtp.session;

import dmail.common.access.ListenerSessions;
import dmail.common.admin.Channel;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open connections, for {@code showchans}. */
public final class OpenSessions {
    /**
     * One connection.
     *
     * @param client address and port
     * @param place where it was accepted
     * @param session what it does
     * @param counted where it is counted; a program of this host isn't
     */
    public record OpenSession(
            String id,
            String client,
            Instant since,
            Channel.Place place,
            SmtpSession session,
            Optional<ListenerSessions.Place> counted) {
        private Channel channel() {
            return new Channel(id, client, since, session.phase(), "", place);
        }
    }

    private final Set<OpenSession> present = ConcurrentHashMap.newKeySet();

    public void enter(OpenSession openSession) {
        present.add(openSession);
    }

    public void leave(OpenSession openSession) {
        present.remove(openSession);
    }

    /** {@return where the sessions of clients are counted} */
    public List<ListenerSessions.Place> counted() {
        return present.stream().flatMap(each -> each.counted().stream()).toList();
    }

    /** {@return the connections, the oldest first} */
    public List<Channel> channels() {
        return present.stream()
                .sorted(Comparator.comparing(OpenSession::since).thenComparing(OpenSession::id))
                .map(OpenSession::channel)
                .toList();
    }
}
