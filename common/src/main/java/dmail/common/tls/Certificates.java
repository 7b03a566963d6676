package dmail.common.tls;

import dmail.common.io.FileStamp;
import dmail.common.log.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;

/**
 * All certificates of a server. Their files are watched: a new version is used by the next
 * connection; one that is no good leaves the old in use. Thread-safe.
 */
public final class Certificates {
    private static final long LOOK_AGAIN_AFTER = Duration.ofSeconds(10).toNanos();

    /** How long a connection waits for new versions; if they come later, the next one has them. */
    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(5);

    private final Optional<TlsFiles> general;
    private final Map<TlsFiles, String> faults = new HashMap<>();
    private final LongSupplier nanoTime;
    private final Log log;

    /** When the files were last looked at. Who moves it on looks; others don't wait for that. */
    private final AtomicLong lookedAt;

    private final AtomicBoolean looking = new AtomicBoolean();

    private volatile List<WatchedIdentity> identities;
    private volatile TlsContexts contexts;

    private Certificates(
            Optional<TlsFiles> general, Collection<TlsFiles> all, LongSupplier nanoTime, Log log) {
        this.general = general;
        this.nanoTime = nanoTime;
        this.log = log;
        this.lookedAt = new AtomicLong(nanoTime.getAsLong());
        this.identities = read(all);
        this.contexts = new TlsContexts(identities);
    }

    private List<WatchedIdentity> read(Collection<TlsFiles> all) {
        List<WatchedIdentity> good = new ArrayList<>();
        for (TlsFiles files : all) {
            List<Optional<FileStamp>> stamps = WatchedIdentity.stampsOf(files);
            switch (files.read()) {
                case TlsFiles.Reading.Good(var identity) ->
                        good.add(new WatchedIdentity(files, identity, stamps));
                case TlsFiles.Reading.Bad(_, var why) -> faults.put(files, why);
            }
        }
        return List.copyOf(good);
    }

    /**
     * Reads certificates.
     *
     * @param general for listeners that have none of their own
     * @param all each once, also the general one
     * @param log told of new versions
     */
    public static Certificates read(Optional<TlsFiles> general, Collection<TlsFiles> all, Log log) {
        return new Certificates(general, all, System::nanoTime, log);
    }

    static Certificates read(
            Optional<TlsFiles> general, Collection<TlsFiles> all, LongSupplier nanoTime, Log log) {
        return new Certificates(general, all, nanoTime, log);
    }

    /** {@return what is wrong with those that were no good when they were first read} */
    public Map<TlsFiles, String> faults() {
        return Map.copyOf(faults);
    }

    /**
     * {@return whether clients can be offered encryption}
     *
     * @param files of the listener, empty when the server's hold
     */
    public boolean has(Optional<TlsFiles> files) {
        return inForce(files).filter(contexts::has).isPresent();
    }

    /** {@return what makes the next connection, with the files as they are now} */
    Optional<SSLContext> context(Optional<TlsFiles> files) {
        look();
        return inForce(files).flatMap(contexts::of);
    }

    /** A reload may have taken the listener's away from a session that goes on. */
    private Optional<TlsFiles> inForce(Optional<TlsFiles> files) {
        return files.filter(some -> contexts.has(some) || faults.containsKey(some))
                .or(() -> general);
    }

    private void look() {
        long now = nanoTime.getAsLong();
        long last = lookedAt.get();
        boolean isDue = now - last >= LOOK_AGAIN_AFTER && lookedAt.compareAndSet(last, now);
        if (isDue && looking.compareAndSet(false, true)) {
            lookAside();
        }
    }

    /** A file server that hangs must block neither a carrier of virtual threads nor a client. */
    private void lookAside() {
        try {
            Thread reader =
                    Thread.ofPlatform().daemon().name("certificates").start(this::readAgain);
            boolean _ = reader.join(LOOK_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (OutOfMemoryError noThread) {
            looking.set(false);
        }
    }

    private void readAgain() {
        try {
            List<WatchedIdentity> latest = new ArrayList<>();
            boolean differs = false;
            for (WatchedIdentity each : identities) {
                WatchedIdentity next = each.latest(log);
                latest.add(next);
                differs |= !next.identity().equals(each.identity());
            }
            identities = List.copyOf(latest);
            if (differs) {
                contexts = new TlsContexts(latest);
            }
        } finally {
            looking.set(false);
        }
    }
}
