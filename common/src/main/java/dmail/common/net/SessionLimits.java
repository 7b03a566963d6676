package dmail.common.net;

import dmail.common.memory.ClientGroup;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.SessionMemory;
import java.net.InetAddress;
import java.util.Optional;

/**
 * How many sessions a server holds at once: in all, and of one client group. One object serves all
 * entrances of a server. Where all slots are taken, the client group with most sessions gives way
 * to one with fewer, and among equals who has been silent for longest. Thread-safe.
 *
 * <p>Clients on the loopback interface count in all but not by address: there, everyone has the
 * same one.
 */
public final class SessionLimits {
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

        /** It has no place. */
        sealed interface TurnedAway extends Entry {}

        /** All slots are taken. */
        record Full() implements TurnedAway {}

        /** Its client group has as many as it may have. */
        record Refused() implements TurnedAway {}
    }

    private final MemoryAccount memory;
    private final long base;
    private final SessionSlots slots = new SessionSlots();
    private final AdmissionQueue admissionQueue;

    private volatile Most most;
    private volatile int promised;

    /**
     * @param memory what sessions are to fit into
     * @param base octets of a session that does nothing
     */
    public SessionLimits(MemoryAccount memory, long base, Most most) {
        this.memory = memory;
        this.base = base;
        this.admissionQueue = new AdmissionQueue(memory, slots);
        change(most);
    }

    /** Sets other limits; sessions above them go on, new ones must fit. */
    public void change(Most next) {
        most = next;
        promised = Math.min(next.inAll(), MemoryAccount.sessionsOf(memory.limit(), base));
        slots.change(promised);
        memory.promise(promised * base);
    }

    /** {@return whom a client is counted with} */
    public ClientGroup clientGroup(InetAddress client) {
        return ClientGroup.of(client, most.ipv6Prefix());
    }

    /**
     * Lets one more in, if there is a place.
     *
     * @param line how it ends when it is to give way to others
     */
    public Entry tryEnter(ClientGroup clientGroup, SessionMemory.Line line) {
        return slots.tryTake() ? open(clientGroup, line) : new Entry.Full();
    }

    /** The same for one who can wait a moment, until another has made room. */
    public Entry enter(ClientGroup clientGroup, SessionMemory.Line line) {
        Entry entry = tryEnter(clientGroup, line);
        if (!(entry instanceof Entry.Full)) {
            return entry;
        }
        if (memory.sessions(clientGroup) >= mostOf(clientGroup)) {
            return new Entry.Refused();
        }
        return admissionQueue.enter(clientGroup, () -> open(clientGroup, line));
    }

    private Entry open(ClientGroup clientGroup, SessionMemory.Line line) {
        Optional<SessionMemory> opened = Optional.empty();
        try {
            opened = Optional.of(memory.open(clientGroup, base, line));
        } finally {
            if (opened.isEmpty()) {
                slots.giveUp();
            }
        }
        SessionMemory session = opened.get();
        if (memory.sessions(clientGroup) > mostOf(clientGroup)) {
            leave(session);
            return new Entry.Refused();
        }
        return new Entry.Entered(session);
    }

    private int mostOf(ClientGroup clientGroup) {
        return switch (clientGroup) {
            case ClientGroup.User _ -> Math.max(most.ofOneAddress(), most.inAll() / PART_OF_A_USER);
            case ClientGroup.Network _ ->
                    clientGroup.isHere() ? Integer.MAX_VALUE : most.ofOneAddress();
        };
    }

    /** The session is over; what it holds is given back. */
    public void leave(SessionMemory session) {
        try {
            session.close();
        } finally {
            slots.giveUp();
        }
    }

    /** {@return sessions open now} */
    public int sessions() {
        return slots.taken();
    }

    /** {@return how many there may be: {@code max_sessions}, or fewer where memory is short} */
    public int promised() {
        return promised;
    }
}
