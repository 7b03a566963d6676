package dmail.common.server;

import dmail.common.net.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The listeners that nobody wants any more: their sessions go on, and who has just connected is
 * still served. Its owner's lock is held in each call.
 */
final class Departing {
    /** How long the listener of all addresses serves those who connected just before its end. */
    private static final Duration DRAIN = Duration.ofSeconds(1);

    private final ReentrantLock changing;

    /** All addresses of a port of which single ones are listened at now; closed in a moment. */
    private final List<Place> draining = new ArrayList<>();

    /** Listeners that accept nobody any more, and may have sessions. */
    private final List<Listener> leaving = new ArrayList<>();

    Departing(ReentrantLock changing) {
        this.changing = changing;
    }

    /** {@return the places that are still open} Who wants one again only has to say so. */
    List<Place> places() {
        return draining;
    }

    /** {@return the listeners that accept nobody, and may have sessions} */
    List<Listener> listeners() {
        return leaving;
    }

    /** Forgets what is wanted again, and what has ended. */
    void keepOnly(List<Place> unwanted) {
        draining.retainAll(unwanted);
        leaving.removeIf(Listener::isGone);
    }

    /** Closes a place now. */
    void close(Place place) {
        draining.remove(place);
        place.listener().ifPresent(leaving::add);
        try {
            place.close();
        } catch (IOException e) {
            // Nobody is accepted there any more, whatever else is wrong.
        }
    }

    /**
     * Closes a place of all addresses in a moment.
     *
     * @param successors what serves at its single addresses now
     */
    void drain(Place place, Map<InetAddress, Listener.Service> successors) {
        Listener.Service any = successors.values().iterator().next();
        place.listener().ifPresent(last -> last.use(new ByAddress(successors, any)));
        if (!draining.contains(place)) {
            draining.add(place);
            Thread _ = Thread.ofVirtual().name("drain").start(() -> closeLater(place));
        }
    }

    private void closeLater(Place place) {
        try {
            Thread.sleep(DRAIN);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        changing.lock();
        try {
            // It may have been wanted again meanwhile.
            if (draining.contains(place)) {
                close(place);
            }
        } finally {
            changing.unlock();
        }
    }
}
