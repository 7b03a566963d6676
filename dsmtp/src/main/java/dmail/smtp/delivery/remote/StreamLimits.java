package dmail.smtp.delivery.remote;

import dmail.common.config.binding.ScopePlace;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.client.Connection;
import dmail.smtp.client.Peer;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.limits.Admission;
import dmail.smtp.limits.DestinationLimits;
import dmail.smtp.limits.Hold;
import dmail.smtp.limits.Lease;
import dmail.smtp.limits.OutboundLimits;
import dmail.smtp.limits.Permit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The limits of one worker's pass over the hosts of a domain, by the configuration of the moment.
 * Not thread-safe.
 */
final class StreamLimits {
    /** Messages over one connection while others wait for it. */
    private static final int MOST_IN_ONE_TURN = 20;

    private final Supplier<Optional<Outgoing>> current;
    private final StreamKey key;
    private final ScopePlace place;
    private final List<String> hosts;
    private final StreamPauses pauses;
    private final Deque<Permit> underWay = new ArrayDeque<>();
    private final List<Hold> holds = new ArrayList<>();
    private OutboundLimits all;
    private DestinationLimits limits;
    private boolean isLimited;
    private int sent;

    /**
     * @param current what the current configuration says
     * @param all its limits
     * @param found the domain's exchangers
     */
    StreamLimits(
            Supplier<Optional<Outgoing>> current,
            OutboundLimits all,
            StreamKey key,
            Exchangers.Hosts found) {
        this.current = current;
        this.key = key;
        this.place = new ScopePlace(key.binding(), key.domain().name(), found.best());
        this.hosts = found.names();
        this.pauses = new StreamPauses(current, place);
        this.all = all;
        this.limits = all.to(place);
    }

    private DestinationLimits now() {
        OutboundLimits next = current.get().map(Outgoing::limits).orElse(all);
        if (next != all) {
            all = next;
            limits = next.to(place);
        }
        return limits;
    }

    /** {@return whether anything is sent now} */
    StreamPauses pauses() {
        return pauses;
    }

    OutboundLimits all() {
        return all;
    }

    /** Takes a part of all connections; waits for it. */
    void enter() {
        all.shares().enter(key.binding());
    }

    void leave() {
        all.shares().leave(key.binding());
    }

    /** {@return how many connections the stream may have at a time} */
    int mostConnections() {
        return now().mostConnections(hosts);
    }

    /** {@return leave to make a connection to a host; empty when limits are reached} */
    Optional<Admission.Granted> connect(Peer peer) {
        return switch (now().connect(name(peer))) {
            case Admission.Granted granted -> Optional.of(granted);
            case Admission.Held(Hold hold) -> {
                hold(hold);
                yield Optional.empty();
            }
        };
    }

    /** {@return whether an open connection may be used} */
    boolean reuse(Lease lease, Peer peer) {
        return now().reuse(lease, name(peer)).filter(this::hold).isEmpty();
    }

    /**
     * {@return whether one more message may be sent to a host; if so, it counts, and {@link #sent}
     * follows}
     */
    boolean maySend(Peer peer) {
        Permit permit = now().send(name(peer));
        Optional<Hold> hold = permit.begin();
        hold.ifPresentOrElse(this::hold, () -> underWay.addLast(permit));
        return hold.isEmpty();
    }

    /** {@return whether others that wait for a connection have their turn now} */
    boolean yields(Connection over) {
        if (sent < MOST_IN_ONE_TURN) {
            return false;
        }
        boolean isAwaited =
                over.whenClosed().orElse(null) instanceof Lease lease && lease.isAwaited();
        return isAwaited || all.shares().isAwaited();
    }

    /** The message that was begun first is settled. */
    void sent() {
        sent++;
        Permit first = underWay.pollFirst();
        if (first != null) {
            first.end();
        }
    }

    private boolean hold(Hold hold) {
        isLimited |= !hold.isOfHost();
        return holds.add(hold);
    }

    /** {@return whether limits are reached that hold for all hosts} */
    boolean isLimited() {
        return isLimited;
    }

    /** {@return the limits that were reached} */
    List<Hold> holds() {
        return holds;
    }

    private static String name(Peer peer) {
        return peer.name().toLowerCase(Locale.ROOT);
    }
}
