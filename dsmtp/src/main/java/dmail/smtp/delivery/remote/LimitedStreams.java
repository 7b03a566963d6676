package dmail.smtp.delivery.remote;

import dmail.smtp.delivery.Timer;
import dmail.smtp.limits.Hold;
import dmail.smtp.limits.OutboundLimits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Lets streams wait for limits, and go on as soon as there may be room. */
final class LimitedStreams {
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final StreamTable streams;
    private final Timer timer;
    private final InstantSource clock;
    private final Consumer<StreamKey> whenRecovered;

    /**
     * @param whenRecovered is told each stream whose mail may leave earlier than the queue knows
     */
    LimitedStreams(
            StreamTable streams,
            Timer timer,
            InstantSource clock,
            Consumer<StreamKey> whenRecovered) {
        this.streams = streams;
        this.timer = timer;
        this.clock = clock;
        this.whenRecovered = whenRecovered;
    }

    /**
     * A worker found limits reached.
     *
     * @param inHand what it couldn't send
     */
    void hold(RemoteStream stream, List<DomainDelivery> inHand, StreamLimits limits) {
        Hold soonest =
                limits.holds().stream().min(Comparator.comparing(Hold::length)).orElseThrow();
        Duration wait = soonest.length().compareTo(SHORTEST) < 0 ? SHORTEST : soonest.length();
        StreamHold hold = new StreamHold(clock.instant(), wait, soonest.rate(), soonest.why());
        boolean isForConnection =
                limits.holds().stream().allMatch(each -> each.counter().isPresent());
        switch (streams.hold(stream, hold, inHand, isForConnection)) {
            case StreamTable.Put.Queued(var deliveries) -> {
                hold.defer(deliveries);
                await(stream, wait, limits, true);
            }
            case StreamTable.Put.Waits() -> await(stream, wait, limits, false);
            case StreamTable.Put.Left() -> {}
        }
    }

    private void await(RemoteStream stream, Duration wait, StreamLimits limits, boolean isQueued) {
        Waker waker = new Waker(streams, stream, isQueued ? whenRecovered : _ -> {});
        OutboundLimits all = limits.all();
        limits.holds().forEach(hold -> all.await(hold, waker));
        timer.after(
                wait,
                () -> {
                    all.forget(waker);
                    boolean _ = streams.wake(stream);
                });
    }

    /**
     * Wakes a stream before its time; two of one stream are equal, so that it waits in line once.
     */
    private record Waker(
            StreamTable streams, RemoteStream stream, Consumer<StreamKey> whenRecovered)
            implements BooleanSupplier {
        @Override
        public boolean getAsBoolean() {
            boolean begins = streams.wake(stream);
            whenRecovered.accept(stream.key());
            return begins;
        }
    }
}
