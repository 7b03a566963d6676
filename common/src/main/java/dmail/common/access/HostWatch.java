package dmail.common.access;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of hosts, each looked up again once a minute on a thread of its own. Who has a
 * session waits for no look-up. Thread-safe.
 */
final class HostWatch implements AutoCloseable {
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(1);

    /** Of one host; a policy must not become as large as somebody else's DNS wants it. */
    static final int MOST_ADDRESSES = 64;

    private final Function<String, Optional<List<InetAddress>>> lookup;
    private final LongSupplier nanoTime;
    private final Runnable changed;

    /** Guarded by this object, as the next ones are. */
    private final Map<String, List<InetAddress>> known = new HashMap<>();

    private final Map<String, Long> lookedUp = new HashMap<>();
    private Set<String> wanted = Set.of();
    private boolean isClosed;

    /**
     * Begins without hosts.
     *
     * @param lookup the addresses of a host; empty when it can't be known now; may block
     * @param nanoTime the time in nanoseconds
     * @param changed run when a host has other addresses than before
     */
    HostWatch(
            Function<String, Optional<List<InetAddress>>> lookup,
            LongSupplier nanoTime,
            Runnable changed) {
        this.lookup = lookup;
        this.nanoTime = nanoTime;
        this.changed = changed;
    }

    /** Looks hosts up from now on, until it is closed. */
    void start() {
        Thread _ = Thread.ofVirtual().name("client names").start(this::run);
    }

    /** Replaces the hosts; all are looked up now, since name servers may be others, too. */
    synchronized void want(Set<String> hosts) {
        wanted = Set.copyOf(hosts);
        known.keySet().retainAll(wanted);
        lookedUp.clear();
        notifyAll();
    }

    /** {@return the addresses of the hosts that are known} */
    synchronized Map<String, List<InetAddress>> known() {
        return Map.copyOf(known);
    }

    private void run() {
        try {
            while (awaitTurn()) {
                lookUp();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return whether to look up; not after the end} */
    private synchronized boolean awaitTurn() throws InterruptedException {
        while (!isClosed && due().isEmpty()) {
            wait(AGAIN_AFTER.toMillis());
        }
        return !isClosed;
    }

    /** Looks up the hosts whose turn it is. */
    void lookUp() {
        for (String host : due()) {
            if (learn(host, addresses(host))) {
                changed.run();
            }
        }
    }

    private synchronized List<String> due() {
        long now = nanoTime.getAsLong();
        List<String> due = new ArrayList<>();
        for (String host : wanted) {
            @Nullable Long last = lookedUp.get(host);
            if (last == null || now - last >= AGAIN_AFTER.toNanos()) {
                due.add(host);
            }
        }
        return due;
    }

    private Optional<List<InetAddress>> addresses(String host) {
        try {
            return lookup.apply(host);
        } catch (RuntimeException unknown) {
            return Optional.empty();
        }
    }

    /** {@return whether they differ from those before} While DNS fails, these hold. */
    private synchronized boolean learn(String host, Optional<List<InetAddress>> found) {
        if (!wanted.contains(host)) {
            return false;
        }
        lookedUp.put(host, nanoTime.getAsLong());
        if (found.isEmpty()) {
            return false;
        }
        List<InetAddress> addresses = found.get().stream().limit(MOST_ADDRESSES).toList();
        List<InetAddress> before = known.getOrDefault(host, List.of());
        known.put(host, addresses);
        return !new HashSet<>(before).equals(new HashSet<>(addresses));
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        notifyAll();
    }
}
