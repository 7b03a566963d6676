package dmail.smtp.delivery.remote;

import dmail.smtp.client.Connection;
import dmail.smtp.client.Departure;
import dmail.smtp.client.Peer;
import dmail.smtp.delivery.Timer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * Open connections kept for a moment for more mail: connecting costs more than sending a message
 * does.
 */
public final class IdleConnections {
    private static final int MOST = 100;

    private final Timer timer;
    private final Executor threads;
    private final Map<Peer, Deque<Connection>> idle = new HashMap<>();
    private int count;

    public IdleConnections(Timer timer, Executor threads) {
        this.timer = timer;
        this.threads = threads;
    }

    /** Keeps a connection for some seconds, or closes it. */
    void keep(Connection connection) {
        if (connection.isUsable() && add(connection)) {
            timer.after(connection.idle(), () -> expire(connection));
        } else {
            close(connection);
        }
    }

    private synchronized boolean add(Connection connection) {
        if (count == MOST) {
            return false;
        }
        count++;
        idle.computeIfAbsent(connection.peer(), _ -> new ArrayDeque<>()).addLast(connection);
        return true;
    }

    /** {@return an idle connection to that host, for mail that leaves so} */
    Optional<Connection> take(Peer peer, Departure from) {
        // The name for EHLO may come from a file, so it isn't asked for under the lock.
        for (Connection connection : to(peer)) {
            if (connection.fits(from) && remove(connection)) {
                return Optional.of(connection);
            }
        }
        return Optional.empty();
    }

    private synchronized List<Connection> to(Peer peer) {
        Deque<Connection> some = idle.get(peer);
        return some == null ? List.of() : List.copyOf(some.reversed());
    }

    private synchronized boolean remove(Connection connection) {
        Deque<Connection> some = idle.getOrDefault(connection.peer(), new ArrayDeque<>());
        if (!some.remove(connection)) {
            return false;
        }
        count--;
        if (some.isEmpty()) {
            idle.remove(connection.peer());
        }
        return true;
    }

    private void expire(Connection connection) {
        if (remove(connection)) {
            close(connection);
        }
    }

    /** Closes one of some connections, so that another one may be made. */
    void closeOne(Predicate<Connection> which) {
        for (Connection connection : all()) {
            if (which.test(connection) && remove(connection)) {
                close(connection);
                return;
            }
        }
    }

    private synchronized List<Connection> all() {
        List<Connection> all = new ArrayList<>();
        idle.values().forEach(all::addAll);
        return all;
    }

    /** Closes a connection, which may take some seconds; returns at once. */
    void close(Connection connection) {
        threads.execute(connection::close);
    }

    void closeAll() {
        List<Connection> all;
        synchronized (this) {
            all = all();
            idle.clear();
            count = 0;
        }
        all.forEach(this::close);
    }
}
