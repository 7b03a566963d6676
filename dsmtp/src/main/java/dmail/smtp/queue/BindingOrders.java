package dmail.smtp.queue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.Failures;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.Target;
import dmail.smtp.queue.QueueControl.Expediter;
import dmail.smtp.queue.QueueControl.Mode;
import dmail.smtp.queue.backlog.Backlog;
import dmail.smtp.queue.backlog.BacklogEntry;
import dmail.smtp.queue.view.QueueChange;
import dmail.smtp.queue.view.QueueViewer;
import dmail.smtp.queuefile.QueueFileReading.Understood;
import dmail.smtp.queuefile.QueuedMessage;
import dmail.smtp.queuefile.RecipientStatus;
import dmail.smtp.routing.Route;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** What an administrator may do with the queued mail of single bindings and domains. */
public final class BindingOrders {
    private final QueueFiles files;
    private final Backlog backlog;
    private final OutcomeHandler outcomes;
    private final Function<Recipient, Route> router;
    private final Expediter expediter;
    private final InstantSource clock;
    private final DeliveryLog log;

    /**
     * @param expediter speeds up messages that were made due
     */
    BindingOrders(
            QueueFiles files,
            Backlog backlog,
            OutcomeHandler outcomes,
            Function<Recipient, Route> router,
            Expediter expediter,
            InstantSource clock,
            DeliveryLog log) {
        this.files = files;
        this.backlog = backlog;
        this.outcomes = outcomes;
        this.router = router;
        this.expediter = expediter;
        this.clock = clock;
        this.log = log;
    }

    /** Whether the senders of mail that is failed are told. */
    public enum Telling {
        SENDERS,
        NOBODY
    }

    /** {@return how many messages are tried now, without held ones; doesn't wait for them} */
    public int flush(MailSelection which, Mode mode, QueueViewer viewer) throws IOException {
        Instant now = clock.instant();
        int count = 0;
        if (mode == Mode.DO) {
            expediter.forgetFailures();
        }
        for (BacklogEntry entry : backlog.all()) {
            viewer.keepAlive();
            boolean isMeant = which.covers(entry) && !entry.held();
            if (isMeant && (mode == Mode.DRY_RUN || backlog.makeDue(entry.id(), now))) {
                viewer.done(entry.id());
                count++;
            }
        }
        if (mode == Mode.DO) {
            expediter.runDue();
        }
        return count;
    }

    /**
     * Fails the recipients that are meant; a message's others stay. The result counts messages.
     *
     * @param why a permanent failure
     */
    public QueueChange fail(
            MailSelection which, DeliveryStatus why, Telling telling, Mode mode, QueueViewer viewer)
            throws IOException {
        return walk(which::covers, mode, new Failing(which, why, telling), viewer);
    }

    /**
     * Sends mail for one domain to the hosts of another; its recipients keep their addresses. The
     * result counts messages.
     */
    public QueueChange reroute(Domain from, Domain to, Mode mode, QueueViewer viewer)
            throws IOException {
        QueueChange change =
                walk(
                        entry -> entry.domains().contains(from.name()),
                        mode,
                        new Rerouting(from, to),
                        viewer);
        expediter.runDue();
        return change;
    }

    private QueueChange walk(
            Predicate<BacklogEntry> which, Mode mode, QueueWalk.Order order, QueueViewer viewer)
            throws IOException {
        return new QueueWalk(files, backlog, log).run(which, mode, order, viewer);
    }

    /** {@return where a recipient's mail leaves to; empty when it stays here, or nobody knows} */
    private Optional<EmailAddress> remote(Recipient recipient) {
        return router.apply(recipient).leavesTo();
    }

    /** Fails recipients. */
    private final class Failing implements QueueWalk.Order {
        private final MailSelection which;
        private final DeliveryStatus why;
        private final Telling telling;

        Failing(MailSelection which, DeliveryStatus why, Telling telling) {
            this.which = which;
            this.why = why;
            this.telling = telling;
        }

        private List<Integer> meant(QueuedMessage message) {
            List<Integer> meant = new ArrayList<>();
            for (int index : message.all()) {
                Recipient recipient = message.recipients().get(index).recipient();
                if (remote(recipient).filter(end -> which.covers(recipient, end)).isPresent()) {
                    meant.add(index);
                }
            }
            return meant;
        }

        @Override
        public boolean concerns(QueuedMessage message) {
            return !meant(message).isEmpty();
        }

        @Override
        public void show(QueuedMessage message, QueueViewer viewer) throws IOException {
            for (int index : meant(message)) {
                viewer.recipient(
                        message.envelope().id(),
                        message.recipients().get(index).recipient().address());
            }
        }

        @Override
        public boolean carryOut(Understood found) throws IOException {
            QueuedMessage message = found.message();
            Envelope envelope = message.envelope();
            List<Integer> meant = meant(message);
            if (meant.isEmpty()) {
                return false;
            }
            SortedMap<Integer, DeliveryStatus> failed = new TreeMap<>();
            meant.forEach(index -> failed.put(index, why));
            log.ordered(envelope.id(), "given up");
            switch (telling) {
                case SENDERS -> {
                    RetryDecision _ =
                            outcomes.settle(
                                    envelope,
                                    message.body(),
                                    Failures.tried(failed),
                                    message.recipients()::get);
                }
                case NOBODY -> outcomes.giveUpUnreported(envelope, message.body(), failed);
            }
            if (meant.size() == message.recipients().size()) {
                files.directory().remove(files.directory().file(envelope.id()));
                backlog.forget(envelope.id());
            } else {
                // The marks need no room on the disk.
                files.directory().done(envelope.id(), found.fields(), meant);
                backlog.add(BacklogEntry.of(without(message, meant)));
            }
            return true;
        }

        private static QueuedMessage without(QueuedMessage message, List<Integer> gone) {
            List<RecipientStatus> left = new ArrayList<>();
            for (int index : message.all()) {
                if (!gone.contains(index)) {
                    left.add(message.recipients().get(index));
                }
            }
            return message.after(left);
        }
    }

    /** Sends mail another way. */
    private final class Rerouting implements QueueWalk.Order {
        private final Domain from;
        private final Domain to;

        Rerouting(Domain from, Domain to) {
            this.from = from;
            this.to = to;
        }

        private boolean isMeant(Recipient recipient) {
            return remote(recipient).map(recipient::next).filter(from::equals).isPresent();
        }

        @Override
        public boolean concerns(QueuedMessage message) {
            return message.envelope().recipients().stream().anyMatch(this::isMeant);
        }

        @Override
        public void show(QueuedMessage message, QueueViewer viewer) throws IOException {
            for (Recipient recipient : message.envelope().recipients()) {
                if (isMeant(recipient)) {
                    viewer.recipient(message.envelope().id(), recipient.address());
                }
            }
        }

        @Override
        public boolean carryOut(Understood found) throws IOException {
            QueuedMessage message = found.message();
            if (!concerns(message)) {
                return false;
            }
            Instant now = clock.instant();
            List<RecipientStatus> recipients = new ArrayList<>();
            for (RecipientStatus status : message.recipients()) {
                Recipient recipient = status.recipient();
                recipients.add(
                        isMeant(recipient)
                                ? status.of(recipient.at(target(recipient)))
                                        .untried(status.last(), now)
                                : status);
            }
            QueuedMessage changed = message.after(recipients);
            files.directory().store(changed);
            backlog.add(BacklogEntry.of(changed));
            log.ordered(message.envelope().id(), "rerouted");
            return true;
        }

        private Target target(Recipient recipient) {
            EmailAddress end = remote(recipient).orElseThrow();
            return end.domain().equals(to) ? new Target.Address(end) : new Target.Through(end, to);
        }
    }
}
