package dmail.smtp;

import dmail.common.admin.Channel;
import dmail.smtp.session.SmtpSession;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who is connected, for {@code showchans}. */
final class OpenSessions {
    /**
     * One connection.
     *
     * @param client address and port
     */
    record Presence(String id, String client, Instant since, SmtpSession session) {
        private Channel channel() {
            return new Channel(id, client, since, session.phase(), "");
        }
    }

    private final Set<Presence> present = ConcurrentHashMap.newKeySet();

    void enter(Presence presence) {
        present.add(presence);
    }

    void leave(Presence presence) {
        present.remove(presence);
    }

    /** {@return the connections, the oldest first} */
    List<Channel> channels() {
        return present.stream()
                .sorted(Comparator.comparing(Presence::since).thenComparing(Presence::id))
                .map(Presence::channel)
                .toList();
    }
}
