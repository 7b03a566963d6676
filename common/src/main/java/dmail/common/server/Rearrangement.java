package dmail.common.server;

import dmail.common.cli.ExitStatus;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.WhenMissing;
import dmail.common.io.Reason;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From the places that are open to those that lines want. What both have stays as it is; what is
 * new is bound at once, but nobody is accepted there before all is.
 */
final class Rearrangement {
    private static final int FIRST_OF_ALL_USERS = 1024;

    private final Sockets sockets;
    private final List<Place> left;
    private final List<Place> bound = new ArrayList<>();
    private final List<Place> sharing = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();

    private Rearrangement(List<Place> open, Sockets sockets) {
        left = new ArrayList<>(open);
        this.sockets = sockets;
    }

    /**
     * Binds what is new.
     *
     * @throws CannotStart when a place can't be had; then nothing has changed
     */
    static Rearrangement of(List<Place> open, List<ListenerDefinition> wanted, Sockets sockets)
            throws CannotStart {
        Rearrangement next = new Rearrangement(open, sockets);
        List<Optional<Place>> kept = wanted.stream().map(next::keep).toList();
        boolean complete = false;
        try {
            for (int i = 0; i < wanted.size(); i++) {
                next.fill(wanted.get(i), kept.get(i));
            }
            complete = true;
        } finally {
            if (!complete) {
                next.undo();
            }
        }
        return next;
    }

    private Optional<Place> keep(ListenerDefinition wanted) {
        if (!wanted.isOpen()) {
            return Optional.empty();
        }
        Optional<Place> same = left.stream().filter(place -> place.serves(wanted)).findFirst();
        same.ifPresent(left::remove);
        return same;
    }

    private void fill(ListenerDefinition wanted, Optional<Place> kept) throws CannotStart {
        if (kept.isPresent()) {
            slots.add(Slot.listening(wanted, kept.get()));
        } else if (wanted.isOpen()) {
            slots.add(bindOrWait(wanted));
        } else {
            slots.add(Slot.closed(wanted));
        }
    }

    private Slot bindOrWait(ListenerDefinition wanted) throws CannotStart {
        try {
            return Slot.listening(wanted, bind(wanted));
        } catch (IOException e) {
            if (wanted.missing() == WhenMissing.WAIT
                    && wanted.address().filter(sockets::isMissing).isPresent()) {
                return Slot.waiting(wanted);
            }
            throw new CannotStart(
                    ExitStatus.OS_ERROR,
                    "can't listen at " + text(Place.address(wanted)) + ": " + why(wanted, e));
        }
    }

    /** The system's own words don't say what gives the permission. */
    private static String why(ListenerDefinition wanted, IOException e) {
        String reason = Reason.of(e);
        return wanted.port() < FIRST_OF_ALL_USERS && reason.equals("Permission denied")
                ? reason
                        + "; a port below 1024 needs a start as root, or with CAP_NET_BIND_SERVICE"
                        + " (AmbientCapabilities in a unit of systemd)"
                : reason;
    }

    /**
     * {@return one listener, bound or waiting, whether or not its lines enable it}
     *
     * @throws CannotStart when its place can't be had
     */
    static Slot bound(ListenerDefinition wanted, Sockets sockets) throws CannotStart {
        return new Rearrangement(List.of(), sockets).bindOrWait(wanted);
    }

    private Place bind(ListenerDefinition wanted) throws IOException {
        List<Place> others = left.stream().filter(place -> place.overlaps(wanted)).toList();
        for (Place other : others) {
            sharing.add(other);
            other.socket().share(true);
        }
        Place place = Place.bind(wanted, !others.isEmpty(), sockets);
        bound.add(place);
        if (!others.isEmpty()) {
            sharing.add(place);
        }
        return place;
    }

    static String text(InetSocketAddress socketAddress) {
        String address = socketAddress.getAddress().getHostAddress();
        boolean six = socketAddress.getAddress() instanceof Inet6Address;
        return (six ? "[" + address + "]" : address) + ":" + socketAddress.getPort();
    }

    /** {@return what the lines want, with the places for it} */
    List<Slot> slots() {
        return slots;
    }

    /** {@return the open places that no line wants any more} */
    List<Place> left() {
        return left;
    }

    /** From now on nobody can share a port with us. */
    void settle() {
        for (Place place : sharing) {
            try {
                place.socket().share(false);
            } catch (IOException closed) {
                // Then there is nothing to share.
            }
        }
    }

    /** Gives back what was bound. */
    void undo() {
        for (Place place : bound) {
            try {
                place.close();
            } catch (IOException e) {
                // Nobody was accepted there.
            }
        }
        settle();
    }
}
