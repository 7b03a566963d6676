package dmail.common.server;

import dmail.common.admin.listen.ListenerControl;
import dmail.common.admin.listen.ListenerState;
import dmail.common.admin.listen.ListenerState.State;
import dmail.common.cli.ExitStatus;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.net.Listener;
import dmail.common.net.SessionLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The places at which clients connect. A change of them touches only what differs, and no session:
 * one that has begun goes on to its end where it began.
 */
public final class Listeners implements AutoCloseable, ListenerControl {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Function<ListenerDefinition, Listener.Service> services;
    private final SessionLimits limits;
    private final Log log;
    private final Sockets sockets;

    /** How long to wait before an address is looked for again. */
    private final Duration pause;

    /** Held while places are opened or closed; sessions don't need it. */
    private final ReentrantLock changing = new ReentrantLock();

    private volatile List<Slot> slots = List.of();

    /**
     * Single addresses that were listened at before all of them were. To close one would cut those
     * who wait there, so it goes on as a further way to the listener of all.
     */
    private List<Place> spare = List.of();

    private final Departing departing = new Departing(changing);

    /** Guarded by changing. */
    private boolean watching;

    /** Guarded by changing. */
    private boolean closed;

    private Listeners(
            Function<ListenerDefinition, Listener.Service> services,
            SessionLimits limits,
            Log log,
            Sockets sockets,
            Duration pause) {
        this.services = services;
        this.limits = limits;
        this.log = log;
        this.sockets = sockets;
        this.pause = pause;
    }

    /**
     * Opens all that clients are to be accepted at, but for those that may wait for their address.
     *
     * @param services what serves at a listener
     * @param limits shared by all
     * @param log told of those that have waited
     * @throws CannotStart when a place can't be had; then none is open
     */
    public static Listeners open(
            List<ListenerDefinition> definitions,
            Function<ListenerDefinition, Listener.Service> services,
            SessionLimits limits,
            Log log)
            throws CannotStart {
        return open(definitions, services, limits, log, Sockets.OF_THIS_MACHINE, PAUSE);
    }

    static Listeners open(
            List<ListenerDefinition> definitions,
            Function<ListenerDefinition, Listener.Service> services,
            SessionLimits limits,
            Log log,
            Sockets sockets,
            Duration pause)
            throws CannotStart {
        Listeners listeners = new Listeners(services, limits, log, sockets, pause);
        try (Change change = listeners.prepare(definitions)) {
            change.commit();
        }
        return listeners;
    }

    /** Other places, which are bound already; closed without a commit, they are given back. */
    public final class Change implements AutoCloseable {
        private final Rearrangement next;
        private boolean committed;

        private Change(Rearrangement next) {
            this.next = next;
        }

        /** Accepts clients at the new places, and no one at those that are gone. */
        public void commit() {
            committed = true;
            takeOver(next);
        }

        @Override
        public void close() {
            if (!committed) {
                next.undo();
            }
            changing.unlock();
        }
    }

    /**
     * Binds what is wanted and isn't open yet. Until the change is closed, by this thread, there is
     * no other.
     *
     * @throws CannotStart when a place can't be had; then nothing has changed
     */
    public Change prepare(List<ListenerDefinition> definitions) throws CannotStart {
        changing.lock();
        boolean prepared = false;
        try {
            Change change = new Change(Rearrangement.of(places(), definitions, sockets));
            prepared = true;
            return change;
        } finally {
            if (!prepared) {
                changing.unlock();
            }
        }
    }

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        slots.forEach(slot -> slot.place().ifPresent(places::add));
        places.addAll(spare);
        places.addAll(departing.places());
        return places;
    }

    private void takeOver(Rearrangement next) {
        List<Slot> now = new ArrayList<>();
        for (Slot slot : next.slots()) {
            now.add(accepting(slot));
        }
        next.settle();
        slots = List.copyOf(now);
        departing.keepOnly(next.left());
        List<Place> further = new ArrayList<>();
        for (Place place : next.left()) {
            Optional<Slot> all = slotAround(place);
            if (all.isPresent()) {
                further.add(accept(place, all.get().definition()));
            } else {
                retire(place);
            }
        }
        spare = List.copyOf(further);
        watchAddresses();
    }

    private Slot accepting(Slot slot) {
        return slot.place()
                .map(place -> Slot.listening(slot.definition(), accept(place, slot.definition())))
                .orElse(slot);
    }

    /** While one waits for its address, that is looked for now and then. */
    private void watchAddresses() {
        if (!watching && waits()) {
            watching = true;
            Thread _ = Thread.ofVirtual().name("addresses").start(this::awaitAddresses);
        }
    }

    private boolean waits() {
        return slots.stream().anyMatch(slot -> slot.state() == State.WAITING);
    }

    private void awaitAddresses() {
        boolean wanted = true;
        while (wanted) {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException stop) {
                return;
            }
            changing.lock();
            try {
                if (!closed) {
                    openWaiting();
                }
                wanted = !closed && waits();
                watching = wanted;
            } finally {
                changing.unlock();
            }
        }
    }

    private void openWaiting() {
        List<Slot> now = new ArrayList<>();
        for (Slot slot : slots) {
            now.add(slot.state() == State.WAITING ? tryAgain(slot) : slot);
        }
        slots = List.copyOf(now);
    }

    private Slot tryAgain(Slot slot) {
        try {
            Slot open =
                    Slot.listening(
                            slot.definition(), Place.bind(slot.definition(), false, sockets));
            log.info(
                    LogLine.of("listener open")
                            .with("listener", slot.definition().name())
                            .with("local", slot.definition().place()));
            return accepting(open);
        } catch (IOException stillMissing) {
            return slot;
        }
    }

    private Place accept(Place place, ListenerDefinition definition) {
        Listener.Service service = services.apply(definition);
        if (place.listener().isEmpty()) {
            return place.with(Listener.open(place.socket(), service, limits));
        }
        place.listener().get().use(service);
        return place;
    }

    private Optional<Slot> slotAround(Place place) {
        return slots.stream()
                .filter(slot -> slot.place().filter(place::isWithin).isPresent())
                .findFirst();
    }

    private void retire(Place place) {
        Map<InetAddress, Listener.Service> successors = new HashMap<>();
        for (Slot slot : slots) {
            slot.place()
                    .filter(single -> single.isWithin(place))
                    .flatMap(Place::address)
                    .ifPresent(at -> successors.put(at, services.apply(slot.definition())));
        }
        if (successors.isEmpty()) {
            departing.close(place);
        } else {
            departing.drain(place, successors);
        }
    }

    @Override
    public List<ListenerState> states() {
        return slots.stream().map(Slot::shown).toList();
    }

    @Override
    public Outcome start(String name) {
        return each(name, this::started);
    }

    @Override
    public Outcome stop(String name) {
        return each(name, this::stopped);
    }

    /** What becomes of one place of a listener. */
    private interface Step {
        Slot of(Slot slot) throws CannotStart;
    }

    private Outcome each(String name, Step step) {
        changing.lock();
        try {
            List<Slot> now = new ArrayList<>(slots);
            boolean known = false;
            for (int i = 0; i < now.size(); i++) {
                if (now.get(i).definition().name().equals(name)) {
                    known = true;
                    now.set(i, step.of(now.get(i)));
                    slots = List.copyOf(now);
                }
            }
            watchAddresses();
            return known ? new Outcome.Done() : new Outcome.Unknown();
        } catch (CannotStart e) {
            return new Outcome.Failed(e.why());
        } finally {
            changing.unlock();
        }
    }

    private Slot started(Slot slot) throws CannotStart {
        return switch (slot.state()) {
            case LISTENING, WAITING -> slot;
            case DOWN -> throw new CannotStart(ExitStatus.UNAVAILABLE, slot.reason());
            case STOPPED -> accepting(Rearrangement.bound(slot.definition(), sockets));
        };
    }

    private Slot stopped(Slot slot) {
        if (slot.state() != State.LISTENING && slot.state() != State.WAITING) {
            return slot;
        }
        Predicate<Place> within = place -> slot.place().filter(place::isWithin).isPresent();
        spare.stream().filter(within).forEach(departing::close);
        spare = spare.stream().filter(within.negate()).toList();
        slot.place().ifPresent(departing::close);
        return Slot.stopped(slot.definition(), "by a command");
    }

    /** {@return the line that says where it listens, with the real ports} */
    public LogLine ready() {
        LogLine line = LogLine.of("ready");
        for (Slot slot : slots) {
            slot.place()
                    .ifPresent(place ->
                            line.with(
                                    slot.definition().word(),
                                    Rearrangement.text(place.socket().address())));
        }
        return line;
    }

    /** {@return where the first listener stands} */
    public InetSocketAddress first() {
        return slots.stream()
                .flatMap(slot -> slot.place().stream())
                .findFirst()
                .orElseThrow()
                .socket()
                .address();
    }

    /** Lets no one in any more and gives sessions a moment to say goodbye, then cuts them. */
    public void stop(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        changing.lock();
        try {
            List<Listener> all = listeners();
            for (Listener listener : all) {
                listener.stopAccepting();
            }
            for (Listener listener : all) {
                long left = Math.max(0, deadline - System.nanoTime());
                boolean _ = listener.endSessions(Duration.ofNanos(left));
            }
        } catch (IOException _) {
            // What did not close in order is cut now.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            close();
            changing.unlock();
        }
    }

    private List<Listener> listeners() {
        List<Listener> all = new ArrayList<>(departing.listeners());
        places().forEach(place -> place.listener().ifPresent(all::add));
        return all;
    }

    @Override
    public void close() {
        changing.lock();
        try {
            closed = true;
            for (Listener listener : listeners()) {
                try {
                    listener.close();
                } catch (IOException _) {
                    // The process is about to end; so is the socket.
                }
            }
        } finally {
            changing.unlock();
        }
    }
}
