package dmail.common.net;

import dmail.common.memory.MemoryAccount;
import dmail.common.memory.Party;
import dmail.common.memory.SessionMemory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How many sessions a server holds at once: in all, and of one party. One object serves all
 * entrances of a server. Where all places are taken, the party with most sessions gives way to one
 * with fewer. Thread-safe.
 *
 * <p>Clients on the loopback interface count in all but not by address: there, everyone has the
 * same one.
 */
public final class SessionLimits {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** A user of this host may have this part of all sessions, for programs come in bursts. */
    private static final int PART_OF_A_USER = 10;

    /**
     * What the administrator has set.
     *
     * @param inAll sessions of the server, at least 1
     * @param ofOneAddress sessions of one client address, at least 1
     * @param ipv6Prefix bits by which IPv6 clients are told apart
     */
    public record Most(int inAll, int ofOneAddress, int ipv6Prefix) {}

    /** What becomes of one more. */
    public sealed interface Entry {
        /** It is in; {@link SessionLimits#leave} is to be called after it. */
        record Entered(SessionMemory session) implements Entry {}

        /** All places are taken. */
        record Full() implements Entry {}

        /** Its party has as many as it may have. */
        record Refused() implements Entry {}
    }

    private final MemoryAccount memory;
    private final long base;
    private final Object places = new Object();

    /** These are guarded by {@link #places}: sessions, and places that others are leaving. */
    private int inAll;

    private int spokenFor;

    private volatile Most most;
    private volatile int promised;

    /**
     * @param memory what sessions are to fit into
     * @param base octets of a session that does nothing
     */
    public SessionLimits(MemoryAccount memory, long base, Most most) {
        this.memory = memory;
        this.base = base;
        change(most);
    }

    /** Sets other limits; sessions above them go on, new ones must fit. */
    public void change(Most next) {
        most = next;
        promised = Math.min(next.inAll(), MemoryAccount.sessionsOf(memory.limit(), base));
        memory.promise(promised * base);
    }

    /** {@return whom a client is counted with} */
    public Party party(InetAddress client) {
        return Party.of(client, most.ipv6Prefix());
    }

    /**
     * Lets one more in, if there is a place.
     *
     * @param line how it ends when it is to give way to others
     */
    public Entry tryEnter(Party party, SessionMemory.Line line) {
        synchronized (places) {
            if (inAll + spokenFor >= promised) {
                return new Entry.Full();
            }
            inAll++;
        }
        return open(party, line);
    }

    /** The same for one who can wait a moment, until another has made room. */
    public Entry enter(Party party, SessionMemory.Line line) {
        Entry entry = tryEnter(party, line);
        if (!(entry instanceof Entry.Full)) {
            return entry;
        }
        if (memory.sessions(party) >= mostOf(party)) {
            return new Entry.Refused();
        }
        return takePlaceOfAnother(party) ? open(party, line) : entry;
    }

    private boolean takePlaceOfAnother(Party party) {
        synchronized (places) {
            spokenFor++;
        }
        boolean given = false;
        boolean free = false;
        try {
            given = memory.giveWayToSession(party);
        } finally {
            // Whatever happens, a place that nobody takes must not stay spoken for.
            synchronized (places) {
                free = given && awaitPlace();
                spokenFor--;
                if (free) {
                    inAll++;
                }
            }
        }
        return free;
    }

    private boolean awaitPlace() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (inAll >= promised) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(places, left);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private Entry open(Party party, SessionMemory.Line line) {
        Optional<SessionMemory> opened = Optional.empty();
        try {
            opened = Optional.of(memory.open(party, base, line));
        } finally {
            if (opened.isEmpty()) {
                giveUpPlace();
            }
        }
        SessionMemory session = opened.get();
        if (memory.sessions(party) > mostOf(party)) {
            leave(session);
            return new Entry.Refused();
        }
        return new Entry.Entered(session);
    }

    private int mostOf(Party party) {
        return switch (party) {
            case Party.User _ -> Math.max(most.ofOneAddress(), most.inAll() / PART_OF_A_USER);
            case Party.Network _ -> party.isHere() ? Integer.MAX_VALUE : most.ofOneAddress();
        };
    }

    /** The session is over; what it holds is given back. */
    public void leave(SessionMemory session) {
        try {
            session.close();
        } finally {
            giveUpPlace();
        }
    }

    private void giveUpPlace() {
        synchronized (places) {
            inAll--;
            if (spokenFor > 0) {
                places.notifyAll();
            }
        }
    }

    /** {@return whether a party has a session open} */
    boolean has(Party party) {
        return memory.sessions(party) > 0;
    }

    /** {@return sessions open now} */
    public int sessions() {
        synchronized (places) {
            return inAll;
        }
    }

    /** {@return how many there may be: {@code max_sessions}, or fewer where memory is short} */
    public int promised() {
        return promised;
    }
}
