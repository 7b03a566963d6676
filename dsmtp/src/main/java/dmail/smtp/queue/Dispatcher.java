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

/** Sends the recipients of a message each its way. */
public final class Dispatcher {
    /** RFC 3463 section 3.2: bad destination mailbox address. */
    private static final EnhancedCode UNKNOWN = new EnhancedCode(5, 1, 1);

    private final Function<Recipient, Route> router;
    private final BooleanSupplier allowsDuplicates;
    private final DropStreams drops;
    private final ProgramStreams programs;
    private final RemoteDelivery remote;
    private final Executor threads;
    private final DeliveryLog log;

    /** Mail that came before {@link #open}; guards itself and the flag. */
    private final List<DeliveryAttempt> held = new ArrayList<>();

    private boolean holding = true;

    public Dispatcher(
            Function<Recipient, Route> router,
            BooleanSupplier allowsDuplicates,
            DropStreams drops,
            ProgramStreams programs,
            RemoteDelivery remote,
            Executor threads,
            DeliveryLog log) {
        this.router = router;
        this.allowsDuplicates = allowsDuplicates;
        this.drops = drops;
        this.programs = programs;
        this.remote = remote;
        this.threads = threads;
        this.log = log;
    }

    /** Begins an attempt; returns at once, since finding a mailbox may take its time. */
    void submit(DeliveryAttempt job) {
        if (!isHeld(job)) {
            threads.execute(() -> route(job));
        }
    }

    private boolean isHeld(DeliveryAttempt job) {
        synchronized (held) {
            return holding && held.add(job);
        }
    }

    /**
     * Begins an attempt at what a crash left, before all other mail: if half of it lies at the end
     * of a drop file, that must be cut off before anything else is written behind it. Returns when
     * its way is known.
     */
    public void submitFirst(DeliveryAttempt job) {
        route(job);
    }

    /** Whatever a crash left has its place before other mail by now: the rest sets out. */
    void open() {
        drops.open();
        List<DeliveryAttempt> waiting;
        synchronized (held) {
            holding = false;
            waiting = List.copyOf(held);
            held.clear();
        }
        waiting.forEach(this::submit);
    }

    private void route(DeliveryAttempt job) {
        SortedMap<Integer, Route> routes = routes(job);
        if (routes.values().stream().noneMatch(Route::isFork)) {
            deliver(job, routes);
            return;
        }
        DeliveryAttempt parted;
        try {
            parted = job.split(parts(job, routes));
        } catch (IOException failure) {
            log.notQueued(job.envelope().id(), failure);
            job.failed(job.recipientIndexes(), DeliveryStatus.ours("the message can't be kept"));
            return;
        }
        route(parted);
    }

    private SortedMap<Integer, Route> routes(DeliveryAttempt job) {
        SortedMap<Integer, Route> routes = new TreeMap<>();
        for (int index : job.recipientIndexes()) {
            routes.put(index, routeOf(job, index));
        }
        return routes;
    }

    private Route routeOf(DeliveryAttempt job, int index) {
        try {
            return router.apply(job.envelope().recipients().get(index));
        } catch (RuntimeException bug) {
            log.ourBug(job, bug);
            return Route.to(new Destination.TryLater("fault in the mail server"));
        }
    }

    private static SortedMap<Integer, List<Recipient>> parts(
            DeliveryAttempt job, SortedMap<Integer, Route> routes) {
        SortedMap<Integer, List<Recipient>> parts = new TreeMap<>();
        routes.forEach((place, route) -> {
            Recipient whole = job.envelope().recipients().get(place);
            parts.put(
                    place,
                    route.isFork()
                            ? route.leaves().stream()
                                    .map(expanded -> whole.part(expanded.target()))
                                    .toList()
                            : List.of(whole));
        });
        return parts;
    }

    private void deliver(DeliveryAttempt job, SortedMap<Integer, Route> routes) {
        Map<Copies, List<Integer>> copies = new LinkedHashMap<>();
        SortedMap<Integer, EmailAddress> abroad = new TreeMap<>();
        routes.forEach((place, route) -> {
            switch (route.destination()) {
                case Destination.Local(Mailbox mailbox) ->
                        copies.computeIfAbsent(
                                        copiesFor(mailbox, job, place), _ -> new ArrayList<>())
                                .add(place);
                case Destination.Remote(EmailAddress recipient) -> abroad.put(place, recipient);
                case Destination.Program program -> programs.add(job, place, program);
                case Destination.Nowhere() -> {
                    log.thrownAway(job, place);
                    job.delivered(List.of(place), Receipt.LOCAL);
                }
                case Destination.Unknown(String why) ->
                        job.failed(List.of(place), DeliveryStatus.of(UNKNOWN, why));
                case Destination.TryLater(String why) ->
                        job.failed(List.of(place), DeliveryStatus.ours(why));
            }
        });
        copies.forEach((to, recipientIndexes) ->
                drops.add(new MailboxDelivery(job, to.mailbox(), recipientIndexes, false)));
        if (!abroad.isEmpty()) {
            remote.add(job, abroad);
        }
    }

    /**
     * The places that share one copy.
     *
     * @param recipient as the client named it, if each such gets a copy of its own
     */
    private record Copies(Mailbox mailbox, Optional<EmailAddress> recipient) {}

    private Copies copiesFor(Mailbox mailbox, DeliveryAttempt job, int index) {
        return new Copies(
                mailbox,
                allowsDuplicates.getAsBoolean()
                        ? Optional.of(job.envelope().recipients().get(index).address())
                        : Optional.empty());
    }
}
