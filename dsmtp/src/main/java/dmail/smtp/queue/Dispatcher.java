package dmail.smtp.queue;

import dmail.common.address.EmailAddress;
import dmail.common.login.Mailbox;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.MailboxDelivery;
import dmail.smtp.delivery.Receipt;
import dmail.smtp.delivery.local.DropStreams;
import dmail.smtp.delivery.program.ProgramStreams;
import dmail.smtp.delivery.remote.RemoteDelivery;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Recipient;
import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.routing.Destination;
import dmail.smtp.routing.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Routes the recipients of a message and passes each to its kind of delivery. */
public final class Dispatcher {
    /** RFC 3463 section 3.2: bad destination mailbox address. */
    private static final EnhancedCode UNKNOWN = new EnhancedCode(5, 1, 1);

    private static final DeliveryStatus OUR_FAULT =
            DeliveryStatus.localFailure("fault in the mail server");

    private final Function<Recipient, Route> router;
    private final BooleanSupplier allowsDuplicates;
    private final DropStreams drops;
    private final ProgramStreams programs;
    private final RemoteDelivery remote;
    private final Executor threads;
    private final DeliveryLog log;
    private final RecipientBindings bindings;

    /** Mail that came before {@link #open}; locked by itself, with the flag. */
    private final List<DeliveryAttempt> startupQueue = new ArrayList<>();

    private boolean starting = true;

    public Dispatcher(
            Function<Recipient, Route> router,
            BooleanSupplier allowsDuplicates,
            DropStreams drops,
            ProgramStreams programs,
            RemoteDelivery remote,
            Executor threads,
            RecipientBindings bindings,
            DeliveryLog log) {
        this.router = router;
        this.allowsDuplicates = allowsDuplicates;
        this.drops = drops;
        this.programs = programs;
        this.remote = remote;
        this.threads = threads;
        this.log = log;
        this.bindings = bindings;
    }

    /** Begins an attempt; returns at once, since routing may take time. */
    void submit(DeliveryAttempt attempt) {
        if (!waitsForStart(attempt)) {
            threads.execute(() -> route(attempt));
        }
    }

    private boolean waitsForStart(DeliveryAttempt attempt) {
        synchronized (startupQueue) {
            return starting && startupQueue.add(attempt);
        }
    }

    /**
     * Begins an attempt at mail replayed after a crash, before all other mail: if part of it is at
     * the end of a drop file, that must be removed before anything is appended. Returns once the
     * message is routed.
     */
    public void submitFirst(DeliveryAttempt attempt) {
        route(attempt);
    }

    /** All replayed mail has been queued for its drop file: the other mail begins. */
    void open() {
        drops.open();
        List<DeliveryAttempt> waiting;
        synchronized (startupQueue) {
            starting = false;
            waiting = List.copyOf(startupQueue);
            startupQueue.clear();
        }
        waiting.forEach(this::submit);
    }

    private void route(DeliveryAttempt attempt) {
        SortedMap<Integer, Route> routes = routes(attempt);
        DeliveryAttempt next;
        try {
            SortedMap<Integer, List<Recipient>> parts = bindings.parts(attempt, routes);
            next = parts.isEmpty() ? attempt : split(attempt, parts);
        } catch (IOException failure) {
            log.notQueued(attempt.envelope().id(), failure);
            attempt.failed(
                    attempt.recipientIndexes(),
                    DeliveryStatus.localFailure("the message can't be kept"));
            return;
        } catch (RuntimeException bug) {
            // An attempt that never ends is not made again before a restart.
            log.ourBug(attempt, bug);
            attempt.failed(attempt.recipientIndexes(), OUR_FAULT);
            return;
        }
        if (next == attempt) {
            deliver(attempt, routes);
        } else {
            route(next);
        }
    }

    private DeliveryAttempt split(
            DeliveryAttempt attempt, SortedMap<Integer, List<Recipient>> parts) throws IOException {
        DeliveryAttempt next = attempt.split(parts);
        if (bindings.areRebound(attempt.envelope(), parts)) {
            log.rebound(attempt.envelope().id());
        }
        return next;
    }

    private SortedMap<Integer, Route> routes(DeliveryAttempt attempt) {
        SortedMap<Integer, Route> routes = new TreeMap<>();
        for (int index : attempt.recipientIndexes()) {
            routes.put(index, routeOf(attempt, index));
        }
        return routes;
    }

    private Route routeOf(DeliveryAttempt attempt, int index) {
        try {
            return router.apply(attempt.envelope().recipients().get(index));
        } catch (RuntimeException bug) {
            log.ourBug(attempt, bug);
            return Route.to(new Destination.TryLater(OUR_FAULT.text()));
        }
    }

    private void deliver(DeliveryAttempt attempt, SortedMap<Integer, Route> routes) {
        Map<Copies, List<Integer>> copies = new LinkedHashMap<>();
        SortedMap<Integer, EmailAddress> remoteRecipients = new TreeMap<>();
        routes.forEach((recipientIndex, route) -> {
            switch (route.destination()) {
                case Destination.Local(Mailbox mailbox) ->
                        copies.computeIfAbsent(
                                        copiesFor(mailbox, attempt, recipientIndex),
                                        _ -> new ArrayList<>())
                                .add(recipientIndex);
                case Destination.Remote(EmailAddress recipient) -> {
                    if (!bindings.pauses(attempt, recipientIndex, recipient.domain())) {
                        remoteRecipients.put(recipientIndex, recipient);
                    }
                }
                case Destination.Program program -> programs.add(attempt, recipientIndex, program);
                case Destination.Nowhere() -> {
                    log.discarded(attempt, recipientIndex);
                    attempt.delivered(List.of(recipientIndex), Receipt.LOCAL);
                }
                case Destination.Unknown(String why) ->
                        attempt.failed(List.of(recipientIndex), DeliveryStatus.of(UNKNOWN, why));
                case Destination.TryLater(String why) ->
                        attempt.failed(List.of(recipientIndex), DeliveryStatus.localFailure(why));
            }
        });
        copies.forEach((to, recipientIndexes) ->
                drops.add(new MailboxDelivery(attempt, to.mailbox(), recipientIndexes, false)));
        if (!remoteRecipients.isEmpty()) {
            remote.add(attempt, remoteRecipients);
        }
    }

    /**
     * The recipients that share one copy.
     *
     * @param recipient its address, if each recipient gets a copy of its own
     */
    private record Copies(Mailbox mailbox, Optional<EmailAddress> recipient) {}

    private Copies copiesFor(Mailbox mailbox, DeliveryAttempt attempt, int index) {
        return new Copies(
                mailbox,
                allowsDuplicates.getAsBoolean()
                        ? Optional.of(attempt.envelope().recipients().get(index).address())
                        : Optional.empty());
    }
}
