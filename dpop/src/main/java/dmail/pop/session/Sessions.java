package dmail.pop.session;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that are open now, for administrators to look at. Thread-safe. */
public final class Sessions {
    private final Set<Presence> open = ConcurrentHashMap.newKeySet();

    /** One session, as it changes. */
    public static final class Presence {
        private final Client client;
        private final Instant since;

        /** Written by the session's thread, read by administrators'. */
        private volatile String user = "";

        Presence(Client client, Instant since) {
            this.client = client;
            this.since = since;
        }

        public Client client() {
            return client;
        }

        public Instant since() {
            return since;
        }

        /** {@return the name that the users' data base knows; empty before login} */
        public String user() {
            return user;
        }

        /** {@return the state of the session in the words of RFC 1939} */
        public String state() {
            return user.isEmpty() ? "AUTHORIZATION" : "TRANSACTION";
        }

        void loggedIn(String name) {
            user = name;
        }
    }

    /** Notes that a session has begun. */
    public Presence enter(Client client, Instant now) {
        Presence presence = new Presence(client, now);
        open.add(presence);
        return presence;
    }

    public void leave(Presence presence) {
        open.remove(presence);
    }

    /** {@return the open sessions, the oldest first} */
    public List<Presence> list() {
        return open.stream().sorted(Comparator.comparing(Presence::since)).toList();
    }
}
