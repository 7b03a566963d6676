package dmail.smtp.delivery.remote;

import dmail.common.address.EmailAddress;
import dmail.smtp.binding.Pause;
import dmail.smtp.binding.Pauses;
import dmail.smtp.client.ConnectResult;
import dmail.smtp.client.Connection;
import dmail.smtp.client.Peer;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.delivery.remote.RemoteStream.Backoff;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.dns.MailExchangers;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.source.OutboundSource;
import dmail.smtp.source.Sources;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries to other hosts: a stream for each domain and binding with a few connections, each of
 * which carries one message after another; many streams side by side.
 *
 * <p>A stream begins with two connections and gets more while it accepts mail, so that one that
 * doesn't answer holds up only its own mail. When none of its hosts can be reached, all its mail
 * goes to the queue, and no connection is tried for a minute.
 */
public final class RemoteStreams implements RemoteDelivery {
    /** Connections in all; each takes a file descriptor and about 40 kilobytes. */
    private static final int MOST_CONNECTIONS = 500;

    /** When memory is short, mail that has waited this long goes to the queue. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** Mail whose binding is gone gets another one in the queue. */
    private static final Duration NEXT_DECISION = Duration.ofSeconds(1);

    /** RFC 3463 section 3.5: mail system congestion. */
    private static final EnhancedCode CONGESTION = new EnhancedCode(4, 4, 5);

    private final MailExchangers exchangers;
    private final Dialer dialer;
    private final InstantSource clock;
    private final RemoteLog log;
    private final Consumer<StreamKey> whenRecovered;

    /** The permits of {@link #connections}. Changes rarely, and only grows. */
    private volatile int mostConnections = MOST_CONNECTIONS;

    /** Fair, so that every domain, and {@link #stop}, gets its permits. */
    private final Semaphore connections = new Semaphore(MOST_CONNECTIONS, true);

    private final StreamTable streams;
    private final RecentlyFailedHosts failedHosts;
    private final BooleanSupplier congested;
    private final Executor threads;
    private @Nullable SourceWatch watch;

    /**
     * @param congested whether memory for mail in delivery is short
     * @param whenRecovered is told each stream whose domain accepts mail again after a failure;
     *     returns at once
     */
    public RemoteStreams(
            MailExchangers exchangers,
            Dialer dialer,
            Executor threads,
            InstantSource clock,
            BooleanSupplier congested,
            Consumer<StreamKey> whenRecovered,
            RemoteLog log) {
        this.exchangers = exchangers;
        this.dialer = dialer;
        this.clock = clock;
        this.congested = congested;
        this.threads = threads;
        this.whenRecovered = whenRecovered;
        this.streams = new StreamTable(clock, stream -> threads.execute(() -> work(stream)));
        this.failedHosts = new RecentlyFailedHosts(clock);
        this.log = log;
    }

    @Override
    public void add(DeliveryAttempt attempt, SortedMap<Integer, EmailAddress> recipients) {
        Map<StreamKey, SortedMap<Integer, EmailAddress>> together = new LinkedHashMap<>();
        recipients.forEach((recipientIndex, address) ->
                together.computeIfAbsent(
                                dialer.key(attempt, recipientIndex, address), _ -> new TreeMap<>())
                        .put(recipientIndex, address));
        together.forEach((key, some) -> add(key, new DomainDelivery(attempt, some)));
    }

    private void add(StreamKey key, DomainDelivery whole) {
        switch (streams.add(key, whole)) {
            case StreamTable.Added.Waits() -> {}
            case StreamTable.Added.Suspended() -> deferSuspended(whole);
            case StreamTable.Added.Limited(StreamHold hold) -> hold.defer(List.of(whole));
            case StreamTable.Added.Unreachable(Backoff backoff) -> whole.skipped(backoff);
            case StreamTable.Added.Failed(DeliveryStatus why) -> whole.failed(why);
        }
        if (congested.getAsBoolean()) {
            freeMemory();
        }
    }

    /** It is looked at rarely, since nothing changes before {@code resume}. */
    private void deferSuspended(DomainDelivery delivery) {
        delivery.paused(
                new Pause(
                        "outgoing mail is suspended by the administrator",
                        clock.instant().plus(Pauses.BETWEEN_LOOKS)));
    }

    /** Moves mail that has waited long to the queue, to free memory for other domains. */
    private void freeMemory() {
        streams.takeBehind(LONGEST_WAIT)
                .forEach(delivery ->
                        delivery.untried(
                                DeliveryStatus.of(
                                        CONGESTION,
                                        "the domain takes mail too slowly to wait for it in"
                                                + " memory"),
                                clock.instant().plus(RemoteStream.FIRST_BACKOFF)));
    }

    /** Suspends outgoing mail; messages that are being sent are completed. */
    public void suspend() {
        streams.suspend().forEach(this::deferSuspended);
        dialer.closeIdle();
    }

    /** Ends the suspension. */
    public void resume() {
        streams.resume();
        forgetFailures();
    }

    private void work(RemoteStream stream) {
        for (Optional<DomainDelivery> first = streams.takeOrEnd(stream);
                first.isPresent();
                first = streams.takeOrEnd(stream)) {
            deliver(stream, first.get());
        }
    }

    /**
     * The DNS look-up comes before a connection is taken: many domains may have dead name servers.
     */
    private void deliver(RemoteStream stream, DomainDelivery first) {
        if (!dialer.hasBinding(stream.key())) {
            decideAgain(stream, List.of(first));
            return;
        }
        Instant begun = clock.instant();
        Exchangers found = lookUp(stream.key());
        Optional<StreamLimits> limits = dialer.limits(stream.key(), found);
        if (limits.isPresent()) {
            enter(stream, limits.get());
        }
        connections.acquireUninterruptibly();
        try {
            if (!streams.isStopping()) {
                deliver(new Link(stream, limits, begun), first, found);
            }
        } finally {
            connections.release();
            if (limits.isPresent()) {
                limits.get().leave();
            }
        }
    }

    private void decideAgain(RemoteStream stream, List<DomainDelivery> inHand) {
        DeliveryStatus why =
                DeliveryStatus.localFailure("binding " + stream.key().binding() + " is gone");
        Instant again = clock.instant().plus(NEXT_DECISION);
        notSent(stream, inHand, delivery -> delivery.untried(why, again));
    }

    private void enter(RemoteStream stream, StreamLimits limits) {
        streams.most(stream, limits.mostConnections());
        int most = limits.all().mostConnections();
        synchronized (this) {
            int more = most - mostConnections;
            if (more > 0) {
                mostConnections += more;
                connections.release(more);
            }
        }
        limits.enter();
    }

    private void deliver(Link link, DomainDelivery first, Exchangers found) {
        RemoteStream stream = link.stream;
        if (!(found instanceof Exchangers.Hosts(List<Exchangers.Host> hosts))) {
            failAll(link, List.of(first), LookUpFailure.of(found, stream.domain()));
            return;
        }
        RemoteRound round = new RemoteRound(link, log, first);
        List<Peer> peers = failedHosts.sorted(PeerList.of(hosts), stream.key().binding());
        RoundEnd end = round.run(peers);
        ended(link, peers, round.inHand(), end);
    }

    private void ended(Link link, List<Peer> peers, List<DomainDelivery> inHand, RoundEnd end) {
        RemoteStream stream = link.stream;
        switch (end) {
            case RoundEnd.Reached() -> {}
            case RoundEnd.Limited() ->
                    new LimitedStreams(streams, dialer.timer(), clock, whenRecovered)
                            .hold(stream, inHand, link.limits.orElseThrow());
            case RoundEnd.Paused(Pause pause) ->
                    notSent(stream, inHand, delivery -> delivery.paused(pause));
            case RoundEnd.Unreachable(DeliveryStatus why) -> failAll(link, inHand, why);
            case RoundEnd.NotSent(DeliveryStatus why) ->
                    notSent(stream, inHand, delivery -> delivery.failed(why));
            case RoundEnd.NoSource(DeliveryStatus why) -> watch().hold(stream, inHand, peers, why);
        }
    }

    /** The cause is ours, so it holds for the waiting messages and says nothing of the domain. */
    private void notSent(
            RemoteStream stream, List<DomainDelivery> inHand, Consumer<DomainDelivery> result) {
        streams.takeAll(stream)
                .ifPresent(waiting -> {
                    inHand.forEach(result);
                    waiting.forEach(result);
                });
    }

    /** Made when a source is missing, or lines name sources. */
    private synchronized SourceWatch watch() {
        if (watch == null) {
            watch = new SourceWatch(streams, dialer, threads, whenRecovered, log);
        }
        return watch;
    }

    /** The settings are new, and may name sources. */
    public synchronized void watchSources() {
        if (watch != null || !dialer.namedSources().isEmpty()) {
            watch().begin();
        }
    }

    /** The settings are new: limits may be raised, and bindings gone. */
    public void review() {
        new StreamReview(
                        streams,
                        dialer,
                        this::lookUp,
                        stream -> decideAgain(stream, List.of()),
                        threads)
                .begin();
    }

    private Exchangers lookUp(StreamKey key) {
        try {
            return dialer.lookUp(key, exchangers);
        } catch (RuntimeException bug) {
            log.ourBug(key.domain(), bug);
            return new Exchangers.TryLater("fault in the mail server");
        }
    }

    private void failAll(Link link, List<DomainDelivery> inHand, DeliveryStatus why) {
        boolean keepsTimes = dialer.options(link.stream.key()).keepsTimes();
        new FailedStreams(streams, clock, log)
                .fail(link.stream, inHand, why, keepsTimes, link.begun);
    }

    /** {@return the mail that is being sent, or waits for a connection, in no order} */
    public List<ActiveMail> active() {
        return streams.active();
    }

    /** Domains that are known to fail are tried again. */
    public void forgetFailures() {
        failedHosts.forget();
        streams.forgetFailures();
    }

    /**
     * Begins no more messages and waits for those under way; the waiting ones are left to the next
     * start.
     *
     * @return whether all have ended in time
     */
    public boolean stop(Duration timeout) {
        streams.stop();
        dialer.stop();
        try {
            return connections.tryAcquire(
                    mostConnections, timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            dialer.closeIdle();
            dialer.closeTraces();
        }
    }

    /** How one worker uses the streams. */
    private final class Link implements RemoteRound.Streams {
        private final RemoteStream stream;
        private final Optional<StreamLimits> limits;
        private final Instant begun;

        Link(RemoteStream stream, Optional<StreamLimits> limits, Instant begun) {
            this.stream = stream;
            this.limits = limits;
            this.begun = begun;
        }

        @Override
        public Optional<DomainDelivery> more(Connection over, boolean busy) {
            return limits.isPresent() && limits.get().yields(over)
                    ? Optional.empty()
                    : streams.more(stream, busy);
        }

        @Override
        public Sources sources(Peer peer) {
            return dialer.sources(stream.key(), peer);
        }

        @Override
        public void lacksSource(Peer peer, Optional<InetAddress> source, String why) {
            watch().lacks(stream.key(), peer, source, why);
        }

        @Override
        public Optional<StreamPauses> pauses() {
            return limits.isEmpty() ? Optional.empty() : Optional.of(limits.get().pauses());
        }

        @Override
        public ConnectResult connect(Peer peer, OutboundSource source) {
            ConnectResult connected = dialer.connect(stream.key(), peer, source, limits);
            switch (connected) {
                case ConnectResult.Ready _ -> failedHosts.worked(peer, source.binding());
                case ConnectResult.Failed _ -> failedHosts.failed(peer, source.binding());
                // The host was not asked.
                case ConnectResult.NoSource _, ConnectResult.Limited _ -> {}
            }
            return connected;
        }

        @Override
        public boolean maySend(Peer peer) {
            return limits.isEmpty() || limits.get().maySend(peer);
        }

        @Override
        public void sent() {
            if (limits.isPresent()) {
                limits.get().sent();
            }
        }

        @Override
        public boolean isLimited() {
            return limits.isPresent() && limits.get().isLimited();
        }

        @Override
        public void release(Connection connection) {
            dialer.release(connection);
        }

        @Override
        public void succeeded() {
            if (streams.succeeded(stream)) {
                whenRecovered.accept(stream.key());
            }
        }
    }
}
