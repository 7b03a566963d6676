package dmail.smtp.delivery.remote;

import dmail.smtp.client.ConnectResult;
import dmail.smtp.client.Connection;
import dmail.smtp.client.MessageSource;
import dmail.smtp.client.Peer;
import dmail.smtp.client.RecipientResult;
import dmail.smtp.delivery.Receipt;
import dmail.smtp.message.DeliveryStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One worker's way along the hosts of a domain: mail goes to the first that can be talked to; what
 * that one doesn't take for the moment is offered to the next ones.
 */
final class RemoteRound implements MessageSource<DomainDelivery> {
    /** What the round needs of the streams. */
    interface Streams {
        /** {@return more mail for the domain} */
        Optional<DomainDelivery> more(boolean busy);

        /** {@return a connection with that host} */
        ConnectResult connect(Peer peer);

        /** Takes a connection back that isn't needed any more. */
        void release(Connection connection);

        /** The host took a message. */
        void succeeded();
    }

    /** So many new connections with a host may bring nothing about, one after another. */
    private static final int MOST_IN_VAIN = 3;

    private final Streams streams;
    private final RemoteLog log;
    private final Deque<DomainDelivery> toTry = new ArrayDeque<>();

    /** What the present host didn't take. */
    private final List<DomainDelivery> leftOver = new ArrayList<>();

    /** What was found last about those who are left. */
    private final Map<DomainDelivery, DeliveryStatus> reasons = new HashMap<>();

    /** What the present connection has been given. */
    private final List<DomainDelivery> out = new ArrayList<>();

    private final DomainFailure trouble = new DomainFailure();
    private Optional<Connection> connection = Optional.empty();
    private boolean reached;

    /** Whether the present connection has brought something about. */
    private boolean fruitful;

    /** Why something was undecided at last. */
    private Optional<DeliveryStatus> undecided = Optional.empty();

    RemoteRound(Streams streams, RemoteLog log, DomainDelivery first) {
        this.streams = streams;
        this.log = log;
        toTry.add(first);
    }

    /**
     * Tries the hosts in their order.
     *
     * @return why none of them could be talked to, if that is so; nobody has been told of it
     */
    Optional<DeliveryStatus> run(List<Peer> peers) {
        for (Peer peer : peers) {
            if (!toTry.isEmpty()) {
                tryAt(peer);
                toTry.addAll(leftOver);
                leftOver.clear();
            }
        }
        if (!reached) {
            return Optional.of(trouble.worst());
        }
        toTry.forEach(letter -> letter.failed(reasons.getOrDefault(letter, trouble.worst())));
        toTry.clear();
        return Optional.empty();
    }

    /** {@return what is left in hand when no host could be talked to} */
    List<DomainDelivery> inHand() {
        return List.copyOf(toTry);
    }

    /**
     * A host may end a conversation before everything is decided; what is left is tried over
     * another one at once, as long as that leads anywhere.
     */
    private void tryAt(Peer peer) {
        int inVain = 0;
        while (!toTry.isEmpty() && inVain < MOST_IN_VAIN) {
            switch (streams.connect(peer)) {
                case ConnectResult.Failed(DeliveryStatus why) -> {
                    log.notConnected(peer, why);
                    trouble.add(why);
                    return;
                }
                case ConnectResult.Ready(Connection ready) -> {
                    // One that rested may be gone for any reason.
                    fruitful = ready.hasCarried();
                    carryBy(ready);
                    inVain = fruitful ? 0 : inVain + 1;
                }
            }
        }
        leaveUndecided();
    }

    private void leaveUndecided() {
        for (DomainDelivery letter : toTry) {
            undecided.ifPresent(why -> reasons.put(letter, why));
            leftOver.add(letter);
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
            out.forEach(letter -> letter.failed(DeliveryStatus.ours("fault in the mail server")));
            out.clear();
        }
        streams.release(ready);
    }

    @Override
    public Optional<DomainDelivery> next(boolean busy) {
        Optional<DomainDelivery> next = Optional.ofNullable(toTry.pollFirst());
        if (next.isEmpty() && leftOver.isEmpty() && reasons.isEmpty()) {
            next = streams.more(busy);
        }
        next.ifPresent(out::add);
        return next;
    }

    @Override
    public void settled(DomainDelivery letter, List<RecipientResult> verdicts) {
        out.remove(letter);
        Map<DeliveryStatus, List<Integer>> failed = new HashMap<>();
        Map<DeliveryStatus, List<Integer>> elsewhere = new HashMap<>();
        List<Integer> again = new ArrayList<>();
        Map<RecipientResult.Taken, List<Integer>> taken = new HashMap<>();
        List<Integer> recipientIndexes = letter.recipientIndexes();
        for (int i = 0; i < verdicts.size(); i++) {
            int index = recipientIndexes.get(i);
            switch (verdicts.get(i)) {
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
        fruitful |= again.isEmpty() || !taken.isEmpty();
        taken.forEach((by, served) -> delivered(letter, served, by));
        failed.forEach((why, refused) -> letter.job().failed(refused, why));
        elsewhere.forEach((why, refused) -> {
            DomainDelivery rest = letter.at(refused);
            reasons.put(rest, why);
            leftOver.add(rest);
        });
        if (!again.isEmpty()) {
            toTry.addLast(letter.at(again));
        }
    }

    private static <K> void put(Map<K, List<Integer>> places, K key, int index) {
        places.computeIfAbsent(key, _ -> new ArrayList<>()).add(index);
    }

    private void delivered(DomainDelivery letter, List<Integer> served, RecipientResult.Taken by) {
        Connection with = connection.orElseThrow();
        served.forEach(place -> log.delivered(letter, place, with, by.reply()));
        streams.succeeded();
        letter.job()
                .delivered(
                        served,
                        Receipt.from(with.peer().toString(), by.reply(), by.reportsItself()));
    }
}
