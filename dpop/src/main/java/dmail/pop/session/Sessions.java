package dmail.pop.session;

import dmail.common.access.ListenerSessions;
import dmail.common.memory.SessionMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The open sessions, for control commands. Thread-safe. */
public final class Sessions {
    private final Set<OpenSession> open = ConcurrentHashMap.newKeySet();
    private final Consumer<SessionEnd> ends;

    /** Told each time that a session has ended. */
    private final Object changes = new Object();

    /**
     * @param ends is told of each session that has ended
     */
    public Sessions(Consumer<SessionEnd> ends) {
        this.ends = ends;
    }

    /** One session, as it changes. */
    public static final class OpenSession {
        private final Client client;
        private final Instant since;
        private final SessionMemory.Line line;
        private final Optional<ListenerSessions.Place> counted;
        private final SessionTotals totals = new SessionTotals();
        private volatile boolean kicked;

        /** Written by the session's thread, read by administrators'. */
        private volatile String user = "";

        /** Written by whoever asked for it. */
        private volatile String name = "";

        OpenSession(
                Client client,
                Instant since,
                SessionMemory.Line line,
                Optional<ListenerSessions.Place> counted) {
            this.client = client;
            this.since = since;
            this.line = line;
            this.counted = counted;
        }

        public Client client() {
            return client;
        }

        public Instant since() {
            return since;
        }

        /** {@return the name that the user data base knows; empty before login} */
        public String user() {
            return user;
        }

        /** {@return the name of the client by DNS; empty when it is not known} */
        public String name() {
            return name;
        }

        public void named(String byDns) {
            name = byDns;
        }

        /** {@return the state of the session in the words of RFC 1939} */
        public String state() {
            return user.isEmpty() ? "AUTHORIZATION" : "TRANSACTION";
        }

        /** {@return what it has done so far, for the session's own thread} */
        SessionTotals totals() {
            return totals;
        }

        void loggedIn(String name) {
            user = name;
        }

        /** {@return whether an administrator wants the session to end, deleting nothing} */
        boolean isKicked() {
            return kicked;
        }

        private void kick() {
            kicked = true;
            line.endInput();
        }
    }

    /**
     * Notes that a session has begun.
     *
     * @param counted where it is counted, if it is
     */
    public OpenSession enter(
            Client client,
            Instant now,
            SessionMemory.Line line,
            Optional<ListenerSessions.Place> counted) {
        OpenSession openSession = new OpenSession(client, now, line, counted);
        open.add(openSession);
        return openSession;
    }

    /** Notes, on the session's thread, that it has ended. */
    public void leave(OpenSession openSession, Instant now) {
        open.remove(openSession);
        ends.accept(SessionEnd.of(openSession, now));
        synchronized (changes) {
            changes.notifyAll();
        }
    }

    /**
     * Ends the sessions of a user without deleting marked messages. A session whose client doesn't
     * read is disconnected after a time.
     *
     * @return how many there were
     */
    public int kick(String user, Duration timeout) {
        List<OpenSession> theirs =
                open.stream().filter(session -> session.user().equalsIgnoreCase(user)).toList();
        theirs.forEach(OpenSession::kick);
        awaitEnd(theirs, timeout);
        theirs.stream().filter(open::contains).forEach(session -> session.line.cut());
        return theirs.size();
    }

    private void awaitEnd(List<OpenSession> theirs, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            synchronized (changes) {
                long left = deadline - System.nanoTime();
                while (left > 0 && theirs.stream().anyMatch(open::contains)) {
                    TimeUnit.NANOSECONDS.timedWait(changes, left);
                    left = deadline - System.nanoTime();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return where the open sessions are counted} */
    public List<ListenerSessions.Place> counted() {
        return open.stream().flatMap(session -> session.counted.stream()).toList();
    }

    /** {@return the open sessions, the oldest first} */
    public List<OpenSession> list() {
        return open.stream().sorted(Comparator.comparing(OpenSession::since)).toList();
    }
}
