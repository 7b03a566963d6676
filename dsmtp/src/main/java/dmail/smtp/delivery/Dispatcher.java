package dmail.smtp.delivery;

import dmail.common.address.EmailAddress;
import dmail.common.login.Mailbox;
import dmail.smtp.routing.Destination;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Sends the recipients of a message each its way. */
final class Dispatcher {
    private final Function<EmailAddress, Destination> router;
    private final DropStreams drops;
    private final Executor threads;
    private final DeliveryLog log;

    Dispatcher(
            Function<EmailAddress, Destination> router,
            DropStreams drops,
            Executor threads,
            DeliveryLog log) {
        this.router = router;
        this.drops = drops;
        this.threads = threads;
        this.log = log;
    }

    /** Begins a round; returns at once, since finding a mailbox may take its time. */
    void submit(Job job) {
        threads.execute(() -> route(job));
    }

    private void route(Job job) {
        Map<Path, Mailbox> mailboxes = new LinkedHashMap<>();
        Map<Path, List<Integer>> places = new LinkedHashMap<>();
        for (int place : job.places()) {
            switch (destination(job, place)) {
                case Destination.Local(Mailbox mailbox) -> {
                    mailboxes.put(mailbox.dropFile(), mailbox);
                    places.computeIfAbsent(mailbox.dropFile(), _ -> new ArrayList<>()).add(place);
                }
                case Destination.Remote(var domain) ->
                        defer(job, place, "mail for " + domain + " is not relayed yet");
                case Destination.Unknown(String why) -> {
                    log.refused(job, job.envelope().recipients().get(place), why);
                    defer(job, place, why);
                }
                case Destination.TryLater(String why) -> defer(job, place, why);
            }
        }
        mailboxes.forEach((drop, mailbox) ->
                drops.add(new Parcel(job, mailbox, places.getOrDefault(drop, List.of()), false)));
    }

    private Destination destination(Job job, int place) {
        try {
            return router.apply(job.envelope().recipients().get(place));
        } catch (RuntimeException bug) {
            log.ourBug(job, bug);
            return new Destination.TryLater("fault in the mail server");
        }
    }

    private static void defer(Job job, int place, String why) {
        job.deferred(List.of(place), why);
    }
}
