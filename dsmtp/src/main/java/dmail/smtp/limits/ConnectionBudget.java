package dmail.smtp.limits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Counts connections from before they are made until they are closed, and knows who waits for one
 * to end. Thread-safe.
 */
public final class ConnectionBudget {
    private final Map<CounterKey, Counter> counters = new HashMap<>();

    private static final class Counter {
        private int open;
        private final Set<BooleanSupplier> waiting = new LinkedHashSet<>();

        boolean isForgettable() {
            return open == 0 && waiting.isEmpty();
        }
    }

    /** The result of asking for a connection. */
    sealed interface Taken {
        record Free(Lease lease) implements Taken {}

        record Full(ConnectionLimit limit) implements Taken {}
    }

    /** Counts one more connection, unless one of its limits is reached. */
    synchronized Taken take(List<ConnectionLimit> limits) {
        Optional<ConnectionLimit> full = full(limits);
        if (full.isPresent()) {
            return new Taken.Full(full.get());
        }
        Lease lease = new Lease(this, List.of());
        count(lease, limits);
        return new Taken.Free(lease);
    }

    /**
     * Counts an open connection elsewhere, since other mail uses it now.
     *
     * @return the limit that keeps it where it is
     */
    Optional<ConnectionLimit> move(Lease lease, List<ConnectionLimit> limits) {
        List<CounterKey> left;
        synchronized (this) {
            left = new ArrayList<>(lease.counters());
            left.forEach(this::discount);
            Optional<ConnectionLimit> full = full(limits);
            if (full.isPresent()) {
                left.forEach(counter -> counter(counter).open++);
                return full;
            }
            count(lease, limits);
            left.removeAll(lease.counters());
        }
        left.forEach(this::wakeOne);
        return Optional.empty();
    }

    private Optional<ConnectionLimit> full(List<ConnectionLimit> limits) {
        for (ConnectionLimit limit : limits) {
            Counter counter = counters.get(limit.counter());
            if (counter != null && counter.open >= limit.most()) {
                return Optional.of(limit);
            }
        }
        return Optional.empty();
    }

    private void count(Lease lease, List<ConnectionLimit> limits) {
        List<CounterKey> taken = new ArrayList<>();
        for (ConnectionLimit limit : limits) {
            counter(limit.counter()).open++;
            taken.add(limit.counter());
        }
        lease.count(taken);
    }

    private Counter counter(CounterKey key) {
        return counters.computeIfAbsent(key, _ -> new Counter());
    }

    private void discount(CounterKey key) {
        Counter counter = counter(key);
        counter.open--;
        if (counter.isForgettable()) {
            counters.remove(key);
        }
    }

    void end(Lease lease) {
        List<CounterKey> left;
        synchronized (this) {
            left = lease.counters();
            lease.count(List.of());
            left.forEach(this::discount);
        }
        left.forEach(this::wakeOne);
    }

    /** Wakes those that wait there, up to the first that makes use of it. */
    private void wakeOne(CounterKey key) {
        Optional<BooleanSupplier> next = next(key);
        while (next.isPresent() && !next.get().getAsBoolean()) {
            next = next(key);
        }
    }

    private synchronized Optional<BooleanSupplier> next(CounterKey key) {
        Counter counter = counters.get(key);
        if (counter == null || counter.waiting.isEmpty()) {
            return Optional.empty();
        }
        Iterator<BooleanSupplier> all = counter.waiting.iterator();
        BooleanSupplier first = all.next();
        all.remove();
        if (counter.isForgettable()) {
            counters.remove(key);
        }
        return Optional.of(first);
    }

    /**
     * Somebody waits for a connection to end.
     *
     * @param waker begins what waits; returns at once, and says whether anything has begun
     * @return whether it is to wait; with no connection open there is nothing to wait for
     */
    public synchronized boolean await(CounterKey key, BooleanSupplier waker) {
        Counter counter = counters.get(key);
        if (counter == null || counter.open == 0) {
            return false;
        }
        counter.waiting.add(waker);
        return true;
    }

    synchronized boolean isIn(Lease lease, CounterKey counter) {
        return lease.counters().contains(counter);
    }

    synchronized boolean isAwaited(Lease lease) {
        for (CounterKey key : lease.counters()) {
            Counter counter = counters.get(key);
            if (counter != null && !counter.waiting.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** {@return how many connections count there} */
    public synchronized int open(CounterKey key) {
        Counter counter = counters.get(key);
        return counter == null ? 0 : counter.open;
    }
}
