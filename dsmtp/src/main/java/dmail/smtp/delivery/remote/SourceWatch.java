package dmail.smtp.delivery.remote;

import dmail.smtp.client.Peer;
import dmail.smtp.message.DeliveryStatus;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Mail that waits for its source, and sources that this machine lacks. The machine is asked for
 * them every few seconds, so that no mail is read or tried until one is back, however much waits.
 * Thread-safe.
 */
final class SourceWatch {
    /** What is missing is looked for this often. */
    static final Duration LOOK = Duration.ofSeconds(5);

    /** All sources that the settings name are looked for this often. */
    static final Duration CHECK = Duration.ofMinutes(1);

    /** Reasons that are remembered, so that each is logged once. */
    private static final int MOST_REASONS = 1000;

    private final StreamTable streams;
    private final Dialer dialer;
    private final Executor threads;
    private final Consumer<StreamKey> whenRecovered;
    private final RemoteLog log;
    private final Map<StreamKey, List<Peer>> waiting = new HashMap<>();
    private final Set<InetAddress> missing = new HashSet<>();
    private final Map<String, Set<String>> otherReasons = new HashMap<>();

    /** Mail that was on its way to the queue when its stream was released. */
    private List<StreamKey> released = List.of();

    private boolean looking;
    private boolean checking;

    SourceWatch(
            StreamTable streams,
            Dialer dialer,
            Executor threads,
            Consumer<StreamKey> whenRecovered,
            RemoteLog log) {
        this.streams = streams;
        this.dialer = dialer;
        this.threads = threads;
        this.whenRecovered = whenRecovered;
        this.log = log;
    }

    /**
     * A stream has no source to any host of its domain; its mail goes to the queue.
     *
     * @param inHand what a worker has taken
     */
    void hold(
            RemoteStream stream,
            List<DomainDelivery> inHand,
            List<Peer> peers,
            DeliveryStatus why) {
        synchronized (this) {
            waiting.put(stream.key(), peers);
            lookLater();
        }
        streams.unreached(stream, why)
                .ifPresent(found -> {
                    inHand.forEach(delivery -> delivery.skipped(found.backoff()));
                    found.waiting().forEach(delivery -> delivery.skipped(found.backoff()));
                });
    }

    /**
     * A source is missing, or no source may be used. It is logged once until it is back.
     *
     * @param source what was tried, if anything
     */
    void lacks(StreamKey key, Peer peer, Optional<InetAddress> source, String why) {
        boolean isMissing = source.isPresent() && !dialer.isThere(source.get());
        if (isMissing ? addMissing(source.get()) : addReason(key.binding(), why)) {
            log.noSource(key, peer, why);
        }
    }

    private synchronized boolean addMissing(InetAddress source) {
        lookLater();
        return missing.add(source);
    }

    private synchronized boolean addReason(String binding, String why) {
        int known = otherReasons.values().stream().mapToInt(Set::size).sum();
        return known < MOST_REASONS
                && otherReasons.computeIfAbsent(binding, _ -> new HashSet<>()).add(why);
    }

    private void lookLater() {
        if (!looking) {
            looking = true;
            dialer.timer().after(LOOK, () -> threads.execute(this::lookNow));
        }
    }

    private void lookNow() {
        synchronized (this) {
            looking = false;
        }
        look();
    }

    private void look() {
        Map<StreamKey, List<Peer>> streamsNow;
        Map<InetAddress, Boolean> known = new HashMap<>();
        Set<InetAddress> missingNow;
        synchronized (this) {
            streamsNow = Map.copyOf(waiting);
            missingNow = Set.copyOf(missing);
        }
        for (InetAddress source : missingNow) {
            if (known.computeIfAbsent(source, dialer::isThere) && removeMissing(source)) {
                log.sourceBack(source);
            }
        }
        List<StreamKey> back = new ArrayList<>();
        streamsNow.forEach((key, peers) -> {
            if (dialer.isLeading(
                    key, peers, source -> known.computeIfAbsent(source, dialer::isThere))) {
                back.add(key);
            }
        });
        release(back);
    }

    private synchronized boolean removeMissing(InetAddress source) {
        return missing.remove(source);
    }

    private void release(List<StreamKey> back) {
        List<StreamKey> before;
        synchronized (this) {
            waiting.keySet().removeAll(back);
            back.forEach(key -> otherReasons.remove(key.binding()));
            before = released;
            released = back;
            if (!waiting.isEmpty() || !missing.isEmpty() || !released.isEmpty()) {
                lookLater();
            }
        }
        before.forEach(streams::endBackoff);
        back.forEach(streams::endBackoff);
        before.forEach(whenRecovered);
        back.forEach(whenRecovered);
    }

    /**
     * The settings are new: mail that waits may have a source now, and those that are named are
     * looked for from now on, without any mail.
     */
    synchronized void begin() {
        if (!waiting.isEmpty()) {
            threads.execute(this::look);
        }
        if (!checking && !dialer.namedSources().isEmpty()) {
            checking = true;
            checkLater();
        }
    }

    private void checkLater() {
        dialer.timer().after(CHECK, () -> threads.execute(this::check));
    }

    private void check() {
        Set<InetAddress> named = dialer.namedSources();
        for (InetAddress source : named) {
            if (!dialer.isThere(source) && addMissing(source)) {
                log.sourceMissing(source);
            }
        }
        synchronized (this) {
            missing.removeIf(source -> !named.contains(source) && waiting.isEmpty());
            checking = !named.isEmpty();
            if (checking) {
                checkLater();
            }
        }
    }
}
