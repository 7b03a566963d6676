package dmail.smtp.session;

import dmail.common.admin.Channel;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open connections, for {@code showchans}. */
public final class OpenSessions {
    /**
     * One connection.
     *
     * @param client address and port
     * @param place where it was accepted
     */
    public record OpenSession(
            String id, String client, Instant since, Channel.Place place, SmtpSession session) {
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

    /** {@return the connections, the oldest first} */
    public List<Channel> channels() {
        return present.stream()
                .sorted(Comparator.comparing(OpenSession::since).thenComparing(OpenSession::id))
                .map(OpenSession::channel)
                .toList();
    }
}
