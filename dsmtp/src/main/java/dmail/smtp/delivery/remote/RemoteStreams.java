package dmail.smtp.delivery.remote;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.smtp.client.ConnectResult;
import dmail.smtp.client.Connection;
import dmail.smtp.client.Connector;
import dmail.smtp.client.Peer;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.delivery.remote.RemoteStream.Backoff;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.dns.MailExchangers;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.protocol.EnhancedCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
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

/**
 * Deliveries to other hosts: a stream for each domain with a few connections, each of which carries
 * one message after another; many domains side by side.
 *
 * <p>A domain begins with two connections and gets more while it accepts mail, so that one that
 * doesn't answer holds up only its own mail. When none of its hosts can be reached, all its mail
 * goes to the queue, and no connection is tried for a minute.
 */
public final class RemoteStreams implements RemoteDelivery {
    /** Connections in all; each takes a file descriptor and about 40 kilobytes. */
    private static final int MOST_CONNECTIONS = 500;

    /** When memory is short, mail that has waited this long goes to the queue. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** Suspended mail is looked at this often, so that it expires in time. */
    private static final Duration SUSPENSION_LOOK = Duration.ofHours(1);

    private static final int MOST_REMEMBERED = 10_000;

    /** Addresses of a domain that are tried in one pass. */
    private static final int MOST_PEERS = 20;

    /** RFC 3463 section 3.2: bad destination system address. */
    private static final EnhancedCode NO_SUCH_DOMAIN = new EnhancedCode(5, 1, 2);

    /** RFC 7505 section 4.1: recipient address has null MX. */
    private static final EnhancedCode NO_MAIL = new EnhancedCode(5, 1, 10);

    /** RFC 3463 section 3.5: routing loop detected. */
    private static final EnhancedCode LOOP = new EnhancedCode(5, 4, 6);

    /** RFC 3463 section 3.5: directory server failure, the closest code to a DNS failure. */
    private static final EnhancedCode NO_LOOK_UP = new EnhancedCode(4, 4, 3);

    /** RFC 3463 section 3.5: mail system congestion. */
    private static final EnhancedCode CONGESTION = new EnhancedCode(4, 4, 5);

    /** RFC 3463 section 3.4: system not accepting network messages; here that is this server. */
    private static final EnhancedCode SUSPENDED = new EnhancedCode(4, 3, 2);

    private final MailExchangers exchangers;
    private final Connector connector;
    private final IdleConnections idle;
    private final Executor threads;
    private final InstantSource clock;
    private final RemoteLog log;
    private final Consumer<Domain> whenRecovered;

    /** Fair, so that every domain, and {@link #stop}, gets its permits. */
    private final Semaphore connections = new Semaphore(MOST_CONNECTIONS, true);

    private final Map<Domain, RemoteStream> streams = new HashMap<>();
    private final RecentlyFailedHosts failedHosts;
    private final BooleanSupplier congested;
    private Instant lastFreed = Instant.EPOCH;
    private int sweepSize = MOST_REMEMBERED;
    private boolean suspended;
    private boolean stopping;

    /**
     * @param congested whether memory for mail in delivery is short
     * @param whenRecovered is told each domain that accepts mail again after a failure; returns at
     *     once
     */
    public RemoteStreams(
            MailExchangers exchangers,
            Connector connector,
            IdleConnections idle,
            Executor threads,
            InstantSource clock,
            BooleanSupplier congested,
            Consumer<Domain> whenRecovered,
            RemoteLog log) {
        this.exchangers = exchangers;
        this.connector = connector;
        this.idle = idle;
        this.threads = threads;
        this.clock = clock;
        this.congested = congested;
        this.whenRecovered = whenRecovered;
        this.failedHosts = new RecentlyFailedHosts(clock);
        this.log = log;
    }

    @Override
    public void add(DeliveryAttempt attempt, SortedMap<Integer, EmailAddress> recipients) {
        Map<Domain, SortedMap<Integer, EmailAddress>> domains = new LinkedHashMap<>();
        recipients.forEach((recipientIndex, address) ->
                domains.computeIfAbsent(address.domain(), _ -> new TreeMap<>())
                        .put(recipientIndex, address));
        domains.forEach((domain, some) -> add(domain, new DomainDelivery(attempt, some)));
    }

    private void add(Domain domain, DomainDelivery whole) {
        boolean held;
        Optional<Backoff> backoff;
        synchronized (streams) {
            forgetIdleStreams();
            RemoteStream stream = streams.computeIfAbsent(domain, RemoteStream::new);
            held = suspended;
            backoff = stream.backoffAt(clock.instant());
            if (!held && backoff.isEmpty()) {
                whole.pieces().forEach(piece -> stream.add(piece, clock.instant()));
                beginConnections(stream);
            }
        }
        if (held) {
            deferSuspended(whole);
        } else {
            backoff.ifPresent(whole::skipped);
        }
        if (congested.getAsBoolean()) {
            freeMemory();
        }
    }

    /**
     * Suspended mail was not tried; it is looked at rarely, since nothing changes before {@code
     * resume}.
     */
    private void deferSuspended(DomainDelivery delivery) {
        delivery.untried(
                DeliveryStatus.of(SUSPENDED, "outgoing mail is suspended by the administrator"),
                clock.instant().plus(SUSPENSION_LOOK));
    }

    /** Moves mail that has waited long to the queue, to free memory for other domains. */
    private void freeMemory() {
        List<DomainDelivery> waitedLong = new ArrayList<>();
        synchronized (streams) {
            Instant now = clock.instant();
            if (now.isBefore(lastFreed.plusSeconds(1))) {
                return;
            }
            lastFreed = now;
            Instant then = now.minus(LONGEST_WAIT);
            streams.values().stream()
                    .filter(stream -> stream.isBehind(then))
                    .forEach(stream -> waitedLong.addAll(stream.takeAll()));
        }
        waitedLong.forEach(delivery ->
                delivery.untried(
                        DeliveryStatus.of(
                                CONGESTION,
                                "the domain takes mail too slowly to wait for it in memory"),
                        clock.instant().plus(RemoteStream.FIRST_BACKOFF)));
    }

    /** Suspends outgoing mail; messages that are being sent are completed. */
    public void suspend() {
        List<DomainDelivery> waiting = new ArrayList<>();
        synchronized (streams) {
            suspended = true;
            streams.values().forEach(stream -> waiting.addAll(stream.takeAll()));
        }
        waiting.forEach(this::deferSuspended);
        idle.closeAll();
    }

    /** Ends the suspension. */
    public void resume() {
        synchronized (streams) {
            suspended = false;
        }
        forgetFailures();
    }

    /** Called with the lock held; runs only when there are many streams. */
    private void forgetIdleStreams() {
        if (streams.size() > sweepSize) {
            Instant now = clock.instant();
            streams.values().removeIf(stream -> stream.isIdle(now));
            sweepSize = Math.max(MOST_REMEMBERED, 2 * streams.size());
        }
    }

    /** Called with the lock held. */
    private void beginConnections(RemoteStream stream) {
        if (stream.beginsConnection()) {
            threads.execute(() -> work(stream));
        }
    }

    private void work(RemoteStream stream) {
        for (Optional<DomainDelivery> first = take(stream);
                first.isPresent();
                first = take(stream)) {
            deliver(stream, first.get());
        }
    }

    /**
     * The DNS look-up comes before a connection is taken: many domains may have dead name servers.
     */
    private void deliver(RemoteStream stream, DomainDelivery first) {
        Exchangers found = lookUp(stream.domain());
        connections.acquireUninterruptibly();
        try {
            if (!isStopping()) {
                deliver(stream, first, found);
            }
        } finally {
            connections.release();
        }
    }

    private boolean isStopping() {
        synchronized (streams) {
            return stopping;
        }
    }

    /** {@return the next message, or empty when the worker ends} */
    private Optional<DomainDelivery> take(RemoteStream stream) {
        synchronized (streams) {
            Optional<DomainDelivery> next = stopping ? Optional.empty() : stream.take();
            if (next.isEmpty()) {
                stream.endsConnection();
                if (stream.isForgettable(clock.instant())) {
                    streams.remove(stream.domain(), stream);
                }
            }
            return next;
        }
    }

    private void deliver(RemoteStream stream, DomainDelivery first, Exchangers found) {
        switch (found) {
            case Exchangers.Hosts(List<Exchangers.Host> hosts) -> {
                RemoteRound round = new RemoteRound(new Link(stream), log, first);
                round.run(failedHosts.sorted(peers(hosts)))
                        .ifPresent(why -> failAll(stream, round.inHand(), why));
            }
            case Exchangers.NoSuchDomain(String why) ->
                    failAll(stream, List.of(first), DeliveryStatus.of(NO_SUCH_DOMAIN, why));
            case Exchangers.AcceptsNoMail() ->
                    failAll(
                            stream,
                            List.of(first),
                            DeliveryStatus.of(NO_MAIL, stream.domain() + " takes no mail at all"));
            case Exchangers.OnlyOurselves(String why) ->
                    failAll(stream, List.of(first), DeliveryStatus.of(LOOP, why));
            case Exchangers.TryLater(String why) ->
                    failAll(stream, List.of(first), DeliveryStatus.of(NO_LOOK_UP, why));
        }
    }

    private Exchangers lookUp(Domain domain) {
        try {
            return exchangers.of(domain);
        } catch (RuntimeException bug) {
            log.ourBug(domain, bug);
            return new Exchangers.TryLater("fault in the mail server");
        }
    }

    private static List<Peer> peers(List<Exchangers.Host> hosts) {
        List<Peer> peers = new ArrayList<>();
        for (Exchangers.Host host : hosts) {
            host.addresses().stream()
                    .limit(MOST_PEERS - peers.size())
                    .forEach(address -> peers.add(new Peer(host.name(), address, host.port())));
        }
        return peers;
    }

    /** The waiting messages would fail in the same way. */
    private void failAll(RemoteStream stream, List<DomainDelivery> inHand, DeliveryStatus why) {
        List<DomainDelivery> waiting;
        Backoff backoff;
        synchronized (streams) {
            if (stopping) {
                // At shutdown nothing is known about them: the next start tries them.
                return;
            }
            backoff = stream.backOff(why, clock.instant());
            waiting = stream.takeAll();
        }
        log.unreachable(stream.domain(), inHand.size() + waiting.size(), why);
        inHand.forEach(delivery -> delivery.failed(why));
        waiting.forEach(delivery -> delivery.skipped(backoff));
    }

    /** Domains that are known to fail are tried again. */
    public void forgetFailures() {
        failedHosts.forget();
        synchronized (streams) {
            streams.values().forEach(RemoteStream::endBackoff);
            streams.values().removeIf(stream -> stream.isForgettable(clock.instant()));
        }
    }

    /**
     * Begins no more messages and waits for those under way; the waiting ones are left to the next
     * start.
     *
     * @return whether all have ended in time
     */
    public boolean stop(Duration timeout) {
        synchronized (streams) {
            stopping = true;
        }
        connector.stop();
        try {
            return connections.tryAcquire(
                    MOST_CONNECTIONS, timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            idle.closeAll();
        }
    }

    /** How one worker uses the streams. */
    private final class Link implements RemoteRound.Streams {
        private final RemoteStream stream;

        Link(RemoteStream stream) {
            this.stream = stream;
        }

        @Override
        public Optional<DomainDelivery> more(boolean busy) {
            synchronized (streams) {
                if (stopping) {
                    return Optional.empty();
                }
                return busy ? stream.takeIfMany() : stream.take();
            }
        }

        @Override
        public ConnectResult connect(Peer peer) {
            Optional<Connection> resting = idle.take(peer);
            if (resting.isPresent()) {
                return new ConnectResult.Ready(resting.get());
            }
            ConnectResult connected = connector.connect(peer);
            switch (connected) {
                case ConnectResult.Ready _ -> failedHosts.worked(peer);
                case ConnectResult.Failed _ -> failedHosts.failed(peer);
            }
            return connected;
        }

        @Override
        public void release(Connection connection) {
            idle.keep(connection);
        }

        @Override
        public void succeeded() {
            boolean recovered;
            synchronized (streams) {
                recovered = stream.succeeded();
                beginConnections(stream);
            }
            if (recovered) {
                whenRecovered.accept(stream.domain());
            }
        }
    }
}
