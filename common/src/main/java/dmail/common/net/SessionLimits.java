package dmail.common.net;

import dmail.common.memory.ClientGroup;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.SessionMemory;
import java.net.InetAddress;
import java.util.Optional;

/**
 * How many sessions a server has at a time: in all, and per client group. All listeners of a server
 * share one object. When all slots are taken, the client group with most sessions loses one to a
 * group with fewer; among groups with as many, the session that has been silent for longest is
 * evicted. Thread-safe.
 *
 * <p>Clients on the loopback interface count in all, but not by address, since all have the same
 * one.
 */
public final class SessionLimits {
    /**
     * A user of this host may have all sessions divided by this, since local programs connect in
     * bursts.
     */
    private static final int PART_OF_A_USER = 10;

    /**
     * The configured limits.
     *
     * @param inAll sessions of the server, at least 1
     * @param ofOneAddress sessions of one client address, at least 1
     * @param ipv6Prefix bits of an IPv6 address that identify a client
     */
    public record Most(int inAll, int ofOneAddress, int ipv6Prefix) {}

    /** Whether a client gets a session. */
    public sealed interface Entry {
        /** It does; {@link SessionLimits#leave} must be called when the session has ended. */
        record Entered(SessionMemory session) implements Entry {}

        /** It doesn't. */
        sealed interface TurnedAway extends Entry {}

        /** All slots are taken. */
        record Full() implements TurnedAway {}

        /** Its client group has reached its limit. */
        record Refused() implements TurnedAway {}
    }

    private final MemoryAccount memory;
    private final long base;
    private final SessionSlots slots = new SessionSlots();
    private final AdmissionQueue admissionQueue;

    private volatile Most most;
    private volatile int promised;

    /**
     * @param memory what all sessions must fit into
     * @param base octets of an idle session
     */
    public SessionLimits(MemoryAccount memory, long base, Most most) {
        this(memory, base, most, AdmissionQueue.Waits.USUAL);
    }

    SessionLimits(MemoryAccount memory, long base, Most most, AdmissionQueue.Waits waits) {
        this.memory = memory;
        this.base = base;
        this.admissionQueue = new AdmissionQueue(memory, slots, waits);
        change(most);
    }

    /** Sets other limits; sessions above them continue, new ones must fit. */
    public void change(Most next) {
        most = next;
        promised = Math.min(next.inAll(), MemoryAccount.sessionsOf(memory.limit(), base));
        slots.change(promised);
        memory.promise(promised * base);
    }

    /** {@return the group that a client is counted in} */
    public ClientGroup clientGroup(InetAddress client) {
        return ClientGroup.of(client, most.ipv6Prefix());
    }

    /**
     * Opens a session if there is a free slot; doesn't wait.
     *
     * @param line ends the session's connection when it is evicted
     */
    public Entry tryEnter(ClientGroup clientGroup, SessionMemory.Line line) {
        return slots.tryTake() ? open(clientGroup, line) : new Entry.Full();
    }

    /** Opens a session, and waits a moment until one is evicted if all slots are taken. */
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

    /** A session has ended; its memory is given back. */
    public void leave(SessionMemory session) {
        try {
            session.close();
        } finally {
            slots.giveUp();
        }
    }

    /** {@return how many sessions are open} */
    public int sessions() {
        return slots.taken();
    }

    /** {@return how many there may be: {@code max_sessions}, or fewer where memory is short} */
    public int promised() {
        return promised;
    }
}
