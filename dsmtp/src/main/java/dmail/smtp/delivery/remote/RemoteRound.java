package dmail.smtp.delivery.remote;

import dmail.smtp.binding.Pause;
import dmail.smtp.client.ConnectResult;
import dmail.smtp.client.Connection;
import dmail.smtp.client.MessageSource;
import dmail.smtp.client.Peer;
import dmail.smtp.client.RecipientResult;
import dmail.smtp.delivery.Receipt;
import dmail.smtp.delivery.remote.SourceTurns.Fared;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.source.OutboundSource;
import dmail.smtp.source.Sources;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One worker's pass over the hosts of a domain: mail goes to the first that can be reached; what
 * that one refuses for the moment is offered to the next.
 */
final class RemoteRound implements MessageSource<DomainDelivery> {
    /** What a pass needs of the streams. */
    interface Streams {
        /** {@return more mail for the domain, to be sent over that connection} */
        Optional<DomainDelivery> more(Connection over, boolean busy);

        /** {@return from where mail may be sent to that host} */
        Sources sources(Peer peer);

        /**
         * There is no source for that host.
         *
         * @param source what was tried, if anything
         */
        void lacksSource(Peer peer, Optional<InetAddress> source, String why);

        /** {@return what may keep mail or a source; empty where no line does} */
        Optional<StreamPauses> pauses();

        /** {@return a connection to that host} */
        ConnectResult connect(Peer peer, OutboundSource source);

        /** {@return whether limits allow one more message to that host, which is then sent} */
        boolean maySend(Peer peer);

        /** One of those messages is settled. */
        void sent();

        /** {@return whether limits are reached that hold for all hosts} */
        boolean isLimited();

        /** Gives back a connection that is not needed any more. */
        void release(Connection connection);

        /** The host accepted a message. */
        void succeeded();
    }

    /**
     * New connections to one host that settle nothing, one after another, before it is given up.
     */
    private static final int MOST_FAILED_PEERS = 3;

    /** RFC 3463 section 3.4: system incorrectly configured; here that is this server. */
    private static final EnhancedCode OUR_SETTINGS = new EnhancedCode(4, 3, 5);

    private final Streams streams;
    private final RemoteLog log;
    private final Deque<DomainDelivery> toTry = new ArrayDeque<>();

    /** Messages that the current host didn't accept. */
    private final List<DomainDelivery> leftOver = new ArrayList<>();

    /** The last reason for each message that is left. */
    private final Map<DomainDelivery, DeliveryStatus> reasons = new HashMap<>();

    /** Messages given to the current connection. */
    private final List<DomainDelivery> out = new ArrayList<>();

    private final DomainFailure failure = new DomainFailure();
    private Optional<Connection> connection = Optional.empty();

    /** That of the current connection. */
    private Optional<OutboundSource> current = Optional.empty();

    private boolean reached;

    /** Whether the current connection has settled anything. */
    private boolean hasDelivered;

    /** Whether a limit of ours has kept mail from a host. */
    private boolean isHeld;

    /** The reason why something is still undecided. */
    private Optional<DeliveryStatus> undecided = Optional.empty();

    RemoteRound(Streams streams, RemoteLog log, DomainDelivery first) {
        this.streams = streams;
        this.log = log;
        toTry.add(first);
    }

    /** Tries the hosts in order. */
    RoundEnd run(List<Peer> peers) {
        Optional<Pause> suspension = suspension();
        if (suspension.isPresent()) {
            return new RoundEnd.Paused(suspension.get());
        }
        for (Peer peer : peers) {
            if (!toTry.isEmpty() && !streams.isLimited()) {
                tryAt(peer);
                toTry.addAll(leftOver);
                leftOver.clear();
            }
        }
        if (!reached && !isHeld) {
            return failure.end();
        }
        List<DomainDelivery> held = isHeld ? withoutReason() : List.of();
        toTry.removeAll(held);
        toTry.forEach(delivery -> delivery.failed(reasons.getOrDefault(delivery, failure.worst())));
        toTry.clear();
        toTry.addAll(held);
        return held.isEmpty() ? new RoundEnd.Reached() : new RoundEnd.Limited();
    }

    /** {@return the messages that no host has refused} */
    private List<DomainDelivery> withoutReason() {
        return toTry.stream().filter(delivery -> !reasons.containsKey(delivery)).toList();
    }

    /** {@return the messages that are left when no host could be reached, or limits were} */
    List<DomainDelivery> inHand() {
        return List.copyOf(toTry);
    }

    private void tryAt(Peer peer) {
        switch (streams.sources(peer)) {
            case Sources.Use(List<OutboundSource> inOrder) -> {
                Fared _ =
                        SourceTurns.run(
                                inOrder,
                                source -> rests(source) ? Fared.RESTS : tryAt(peer, source));
            }
            case Sources.Wait(String why) -> {
                streams.lacksSource(peer, Optional.empty(), why);
                failure.addNoSource(DeliveryStatus.of(OUR_SETTINGS, why));
            }
            case Sources.Skip(String why) ->
                    failure.addNotSent(
                            DeliveryStatus.of(
                                    OUR_SETTINGS, "can't connect to " + peer + ": " + why));
        }
    }

    private Optional<Pause> suspension() {
        Optional<StreamPauses> pauses = streams.pauses();
        return pauses.isEmpty() ? Optional.empty() : pauses.get().suspension();
    }

    private boolean rests(OutboundSource source) {
        Optional<StreamPauses> pauses = streams.pauses();
        Optional<Pause> rest = pauses.isEmpty() ? Optional.empty() : pauses.get().rest(source);
        if (rest.isPresent()) {
            failure.addRest(rest.get());
        }
        return rest.isPresent();
    }

    /**
     * A host may close a connection before everything is settled; the rest is tried on a new one at
     * once, as long as each connection settles something.
     */
    private Fared tryAt(Peer peer, OutboundSource source) {
        int failedPeers = 0;
        while (!toTry.isEmpty() && failedPeers < MOST_FAILED_PEERS) {
            switch (streams.connect(peer, source)) {
                case ConnectResult.Failed(DeliveryStatus why) -> {
                    log.notConnected(peer, why);
                    notConnected(source, why);
                    failure.add(why);
                    return Fared.NOT_REACHED;
                }
                case ConnectResult.Limited() -> {
                    isHeld = true;
                    return Fared.LIMITED;
                }
                case ConnectResult.NoSource(DeliveryStatus why) -> {
                    streams.lacksSource(peer, source.address(), why.text());
                    failure.addNoSource(why);
                    return Fared.NO_SOURCE;
                }
                case ConnectResult.Ready(Connection ready) -> {
                    // An idle connection may have been closed for any reason, so its loss doesn't
                    // count against the host.
                    hasDelivered = ready.hasCarried();
                    current = Optional.of(source);
                    carryBy(ready);
                    failedPeers = hasDelivered ? 0 : failedPeers + 1;
                }
            }
        }
        leaveUndecided();
        return Fared.CONNECTED;
    }

    private void notConnected(OutboundSource source, DeliveryStatus why) {
        Optional<StreamPauses> pauses = streams.pauses();
        if (pauses.isPresent()) {
            pauses.get().notConnected(source, why);
        }
    }

    private void leaveUndecided() {
        for (DomainDelivery delivery : toTry) {
            undecided.ifPresent(why -> reasons.put(delivery, why));
            leftOver.add(delivery);
        }
        toTry.clear();
    }

    private void carryBy(Connection ready) {
        connection = Optional.of(ready);
        reached = true;
        try {
            ready.carry(this);
        } catch (RuntimeException bug) {
            log.ourBug(ready.peer(), bug);
            for (DomainDelivery delivery : out) {
                delivery.failed(DeliveryStatus.localFailure("fault in the mail server"));
                streams.sent();
            }
            out.clear();
        }
        streams.release(ready);
    }

    @Override
    public Optional<DomainDelivery> next(boolean busy) {
        Optional<DomainDelivery> next = Optional.ofNullable(toTry.pollFirst());
        if (next.isEmpty() && leftOver.isEmpty() && reasons.isEmpty() && goesOn()) {
            next = streams.more(connection.orElseThrow(), busy);
        }
        if (next.isPresent() && !streams.maySend(connection.orElseThrow().peer())) {
            isHeld = true;
            toTry.addFirst(next.get());
            return Optional.empty();
        }
        next.ifPresent(out::add);
        return next;
    }

    /** The last answers may have made the source rest, and an administrator may suspend mail. */
    private boolean goesOn() {
        return suspension().isEmpty() && !rests(current.orElseThrow());
    }

    @Override
    public void settled(DomainDelivery delivery, List<RecipientResult> results) {
        out.remove(delivery);
        streams.sent();
        Optional<StreamPauses> pauses = streams.pauses();
        if (pauses.isPresent()) {
            pauses.get().answered(current.orElseThrow(), results);
        }
        Map<DeliveryStatus, List<Integer>> failed = new HashMap<>();
        Map<DeliveryStatus, List<Integer>> elsewhere = new HashMap<>();
        List<Integer> again = new ArrayList<>();
        Map<RecipientResult.Taken, List<Integer>> taken = new HashMap<>();
        List<Integer> recipientIndexes = delivery.recipientIndexes();
        for (int i = 0; i < results.size(); i++) {
            int index = recipientIndexes.get(i);
            switch (results.get(i)) {
                case RecipientResult.Taken by -> put(taken, by, index);
                case RecipientResult.Never(DeliveryStatus why) -> put(failed, why, index);
                case RecipientResult.NotNow(DeliveryStatus why) -> put(failed, why, index);
                case RecipientResult.NotHere(DeliveryStatus why) -> put(elsewhere, why, index);
                case RecipientResult.Undecided(DeliveryStatus why) -> {
                    undecided = Optional.of(why);
                    again.add(index);
                }
            }
        }
        hasDelivered |= again.isEmpty() || !taken.isEmpty();
        taken.forEach((by, served) -> delivered(delivery, served, by));
        failed.forEach((why, refused) -> delivery.attempt().failed(refused, why));
        elsewhere.forEach((why, refused) -> {
            DomainDelivery remaining = delivery.at(refused);
            reasons.put(remaining, why);
            leftOver.add(remaining);
        });
        if (!again.isEmpty()) {
            toTry.addLast(delivery.at(again));
        }
    }

    private static <K> void put(Map<K, List<Integer>> indexes, K key, int index) {
        indexes.computeIfAbsent(key, _ -> new ArrayList<>()).add(index);
    }

    private void delivered(
            DomainDelivery delivery, List<Integer> served, RecipientResult.Taken by) {
        Connection with = connection.orElseThrow();
        served.forEach(recipientIndex -> log.delivered(delivery, recipientIndex, with, by.reply()));
        streams.succeeded();
        delivery.attempt()
                .delivered(
                        served,
                        Receipt.from(with.peer().toString(), by.reply(), by.reportsItself()));
    }
}
