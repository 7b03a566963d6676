package dmail.smtp.delivery.remote;

import dmail.smtp.dns.Exchangers;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What new settings change for streams that have connections. These look at the settings themselves
 * whenever they take a message, but not while their host is silent.
 */
final class StreamReview {
    private final StreamTable streams;
    private final Dialer dialer;
    private final Function<StreamKey, Exchangers> lookUp;
    private final Consumer<RemoteStream> decideAgain;
    private final Executor threads;

    /**
     * @param lookUp finds where a stream's mail goes; blocks during DNS look-ups
     * @param decideAgain gives the mail that waits back, for another binding
     */
    StreamReview(
            StreamTable streams,
            Dialer dialer,
            Function<StreamKey, Exchangers> lookUp,
            Consumer<RemoteStream> decideAgain,
            Executor threads) {
        this.streams = streams;
        this.dialer = dialer;
        this.lookUp = lookUp;
        this.decideAgain = decideAgain;
        this.threads = threads;
    }

    /** Begins; a name server that doesn't answer holds up only its stream. */
    void begin() {
        streams.working().forEach(stream -> threads.execute(() -> review(stream)));
    }

    private void review(RemoteStream stream) {
        if (!dialer.hasBinding(stream.key())) {
            decideAgain.accept(stream);
            return;
        }
        Exchangers found = lookUp.apply(stream.key());
        if (found instanceof Exchangers.Hosts) {
            Optional<StreamLimits> limits = dialer.limits(stream.key(), found);
            streams.review(
                    stream,
                    limits.isPresent()
                            ? limits.get().mostConnections()
                            : RemoteStream.MOST_CONNECTIONS);
        }
    }
}
