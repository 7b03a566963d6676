package dmail.smtp.delivery.remote;

import dmail.smtp.delivery.remote.RemoteStream.Backoff;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The streams, and whether mail is sent at all now; locked by itself, and never for long. */
final class StreamTable {
    private static final int MOST_REMEMBERED = 10_000;

    private final InstantSource clock;
    private final Consumer<RemoteStream> worker;
    private final Map<StreamKey, RemoteStream> streams = new HashMap<>();
    private Instant lastFreed = Instant.EPOCH;
    private int sweepSize = MOST_REMEMBERED;
    private boolean suspended;
    private boolean stopping;

    /**
     * @param worker begins another connection of a stream; returns at once
     */
    StreamTable(InstantSource clock, Consumer<RemoteStream> worker) {
        this.clock = clock;
        this.worker = worker;
    }

    /** What became of mail for a domain. */
    sealed interface Added {
        /** It is sent when its turn comes. */
        record Waits() implements Added {}

        /** Outgoing mail is suspended. */
        record Suspended() implements Added {}

        /** A limit is reached, for long. */
        record Limited(StreamHold hold) implements Added {}

        /** The domain can't be reached. */
        record Unreachable(Backoff backoff) implements Added {}

        /** The attempt that failed just now is its, too. */
        record Failed(DeliveryStatus why) implements Added {}
    }

    private static final Added WAITS = new Added.Waits();

    synchronized Added add(StreamKey key, DomainDelivery whole) {
        forgetIdleStreams();
        RemoteStream stream = streams.computeIfAbsent(key, RemoteStream::new);
        if (suspended) {
            return new Added.Suspended();
        }
        Optional<Backoff> backoff = stream.backoffAt(clock.instant());
        if (backoff.isPresent()) {
            return new Added.Unreachable(backoff.get());
        }
        Optional<DeliveryStatus> failure =
                stream.failureFor(whole.envelope().id(), clock.instant());
        if (failure.isPresent()) {
            return new Added.Failed(failure.get());
        }
        Optional<StreamHold> hold = stream.held().filter(StreamHold::isLong);
        if (hold.isPresent()) {
            return new Added.Limited(hold.get());
        }
        whole.pieces().forEach(piece -> stream.add(piece, clock.instant()));
        beginConnections(stream);
        return WAITS;
    }

    /** Runs only when there are many streams. */
    private void forgetIdleStreams() {
        if (streams.size() > sweepSize) {
            Instant now = clock.instant();
            streams.values().removeIf(stream -> stream.isIdle(now));
            sweepSize = Math.max(MOST_REMEMBERED, 2 * streams.size());
        }
    }

    private void beginConnections(RemoteStream stream) {
        if (stream.beginsConnection()) {
            worker.accept(stream);
        }
    }

    /**
     * {@return the mail of streams whose oldest has waited so long; none more than once a second}
     */
    synchronized List<DomainDelivery> takeBehind(Duration wait) {
        Instant now = clock.instant();
        List<DomainDelivery> waitedLong = new ArrayList<>();
        if (!now.isBefore(lastFreed.plusSeconds(1))) {
            lastFreed = now;
            Instant then = now.minus(wait);
            streams.values().stream()
                    .filter(stream -> stream.isBehind(then))
                    .forEach(stream -> waitedLong.addAll(stream.takeAll()));
        }
        return waitedLong;
    }

    /** {@return the mail that is being sent, or waits for a connection, in no order} */
    synchronized List<ActiveMail> active() {
        List<ActiveMail> active = new ArrayList<>();
        for (RemoteStream stream : streams.values()) {
            if (stream.messages() > 0) {
                active.add(
                        new ActiveMail(
                                stream.key().binding(), stream.domain().name(), stream.messages()));
            }
        }
        return active;
    }

    /** {@return all mail that waits; none is taken until {@link #resume}} */
    synchronized List<DomainDelivery> suspend() {
        suspended = true;
        List<DomainDelivery> waiting = new ArrayList<>();
        streams.values().forEach(stream -> waiting.addAll(stream.takeAll()));
        return waiting;
    }

    synchronized void resume() {
        suspended = false;
    }

    /** {@return the next message for a worker, or empty when it ends} */
    synchronized Optional<DomainDelivery> takeOrEnd(RemoteStream stream) {
        boolean ends = stopping || stream.takeEnding() || stream.held().isPresent();
        Optional<DomainDelivery> next = ends ? Optional.empty() : stream.take();
        if (next.isEmpty()) {
            stream.endsConnection();
            if (stream.isForgettable(clock.instant())) {
                streams.remove(stream.key(), stream);
            }
        }
        return next;
    }

    /** {@return another message for a connection that may be busy with the one before} */
    synchronized Optional<DomainDelivery> more(RemoteStream stream, boolean busy) {
        if (stopping) {
            return Optional.empty();
        }
        return busy ? stream.takeIfMany() : stream.take();
    }

    /**
     * The domain accepted something.
     *
     * @return whether it was failing before
     */
    synchronized boolean succeeded(RemoteStream stream) {
        boolean recovered = stream.succeeded();
        beginConnections(stream);
        return recovered;
    }

    /**
     * A stream that can't be reached.
     *
     * @param waiting the mail that waited for it
     */
    record Unreached(Backoff backoff, List<DomainDelivery> waiting) {}

    /** {@return what follows for the others; empty at shutdown, when nothing is known of them} */
    synchronized Optional<Unreached> unreached(RemoteStream stream, DeliveryStatus why) {
        return stopping
                ? Optional.empty()
                : Optional.of(
                        new Unreached(stream.backOff(why, clock.instant()), stream.takeAll()));
    }

    /**
     * The same for a stream whose mail is tried at its own times.
     *
     * @param took how long the attempt was, and so how long it counts for further mail
     * @return the mail that waited; empty at shutdown
     */
    synchronized Optional<List<DomainDelivery>> failed(
            RemoteStream stream, List<DomainDelivery> inHand, DeliveryStatus why, Duration took) {
        if (stopping) {
            return Optional.empty();
        }
        List<DomainDelivery> waiting = stream.takeAll();
        List<QueueId> tried = new ArrayList<>();
        inHand.forEach(delivery -> tried.add(delivery.envelope().id()));
        waiting.forEach(delivery -> tried.add(delivery.envelope().id()));
        Instant now = clock.instant();
        stream.failed(why, now, new FreshFailure(why, now.plus(took), tried));
        return Optional.of(waiting);
    }

    /** {@return the mail of a stream; empty at shutdown, when it is left to the next start} */
    synchronized Optional<List<DomainDelivery>> takeAll(RemoteStream stream) {
        return stopping ? Optional.empty() : Optional.of(stream.takeAll());
    }

    /** What became of mail that limits keep from being sent. */
    sealed interface Put {
        /** It waits in memory until the stream is woken. */
        record Waits() implements Put {}

        /** It would wait long, so it is for the queue, with all that waited before. */
        record Queued(List<DomainDelivery> deliveries) implements Put {}

        /** Other workers send it, or the next start does. */
        record Left() implements Put {}
    }

    /**
     * Limits keep a worker from sending, and the stream waits.
     *
     * @param inHand what the worker has taken
     * @param isForConnection whether other workers of the stream can send it over theirs
     */
    synchronized Put hold(
            RemoteStream stream,
            StreamHold hold,
            List<DomainDelivery> inHand,
            boolean isForConnection) {
        if (stopping) {
            return new Put.Left();
        }
        if (hold.isLong()) {
            stream.hold(hold);
            List<DomainDelivery> all = new ArrayList<>(inHand);
            all.addAll(stream.takeAll());
            return new Put.Queued(all);
        }
        stream.putBack(inHand, clock.instant());
        if (isForConnection && stream.hasOtherWorkers()) {
            stream.endOne();
            return new Put.Left();
        }
        stream.hold(hold);
        return new Put.Waits();
    }

    /**
     * There may be room for a stream that waited for a limit.
     *
     * @return whether it makes use of it
     */
    synchronized boolean wake(RemoteStream stream) {
        if (stopping || stream.held().isEmpty()) {
            return false;
        }
        stream.endHold();
        boolean begins = stream.beginsConnection();
        if (begins) {
            worker.accept(stream);
        } else if (stream.isForgettable(clock.instant())) {
            streams.remove(stream.key(), stream);
        }
        return begins;
    }

    /** Limits the connections of a stream. */
    synchronized void most(RemoteStream stream, int connections) {
        stream.most(connections);
    }

    /** {@return the streams that have connections, in no order} */
    synchronized List<RemoteStream> working() {
        return streams.values().stream().filter(RemoteStream::isWorking).toList();
    }

    /** Limits the connections of a stream by new settings, and opens those that a raise lets. */
    synchronized void review(RemoteStream stream, int mostConnections) {
        if (!stopping) {
            for (int more = stream.review(mostConnections); more > 0; more--) {
                worker.accept(stream);
            }
        }
    }

    /** A stream may be tried again. */
    synchronized void endBackoff(StreamKey key) {
        RemoteStream stream = streams.get(key);
        if (stream != null) {
            stream.endBackoff();
        }
    }

    /** Domains that are known to fail are tried again. */
    synchronized void forgetFailures() {
        for (RemoteStream stream : streams.values()) {
            stream.endBackoff();
            stream.held().ifPresent(StreamHold::restart);
        }
        streams.values().removeIf(stream -> stream.isForgettable(clock.instant()));
    }

    synchronized boolean isStopping() {
        return stopping;
    }

    /** No worker gets another message. */
    synchronized void stop() {
        stopping = true;
    }
}
