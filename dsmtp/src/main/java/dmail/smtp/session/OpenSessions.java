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
     */
    public record Presence(String id, String client, Instant since, SmtpSession session) {
        private Channel channel() {
            return new Channel(id, client, since, session.phase(), "");
        }
    }

    private final Set<Presence> present = ConcurrentHashMap.newKeySet();

    public void enter(Presence presence) {
        present.add(presence);
    }

    public void leave(Presence presence) {
        present.remove(presence);
    }

    /** {@return the connections, the oldest first} */
    public List<Channel> channels() {
        return present.stream()
                .sorted(Comparator.comparing(Presence::since).thenComparing(Presence::id))
                .map(Presence::channel)
                .toList();
    }
}
