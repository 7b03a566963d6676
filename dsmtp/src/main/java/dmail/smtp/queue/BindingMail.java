package dmail.smtp.queue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.Failures;
import dmail.smtp.delivery.remote.ActiveMail;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.Target;
import dmail.smtp.queue.QueueControl.Expediter;
import dmail.smtp.queue.QueueControl.Mode;
import dmail.smtp.queue.backlog.Backlog;
import dmail.smtp.queue.backlog.BacklogEntry;
import dmail.smtp.queue.backlog.BindingShare;
import dmail.smtp.queue.backlog.QueuedByBinding;
import dmail.smtp.queue.view.QueueChange;
import dmail.smtp.queue.view.QueueListing;
import dmail.smtp.queue.view.QueueViewer;
import dmail.smtp.queuefile.QueueFileReading.Understood;
import dmail.smtp.queuefile.QueuedMessage;
import dmail.smtp.queuefile.RecipientStatus;
import dmail.smtp.routing.Route;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The mail of single bindings: what an administrator may ask of it, and do with it. */
public final class BindingMail {
    private final QueueFiles files;
    private final Backlog backlog;
    private final OutcomeHandler outcomes;
    private final Function<Recipient, Route> router;
    private final Supplier<List<ActiveMail>> streams;
    private final PlainCounts plain;
    private final Expediter expediter;
    private final InstantSource clock;
    private final DeliveryLog log;
    private final Instant began;

    /**
     * @param streams the mail for other hosts that is being sent
     * @param plain counts the mail that no line said anything of
     * @param expediter speeds up messages that were made due
     */
    BindingMail(
            QueueFiles files,
            Backlog backlog,
            OutcomeHandler outcomes,
            Function<Recipient, Route> router,
            Supplier<List<ActiveMail>> streams,
            PlainCounts plain,
            Expediter expediter,
            InstantSource clock,
            DeliveryLog log) {
        this.files = files;
        this.backlog = backlog;
        this.outcomes = outcomes;
        this.router = router;
        this.streams = streams;
        this.plain = plain;
        this.expediter = expediter;
        this.clock = clock;
        this.log = log;
        this.began = clock.instant();
    }

    /**
     * Which mail is meant.
     *
     * @param binding by which it leaves
     * @param domain where it goes; empty for any
     */
    public record Which(String binding, Optional<String> domain) {
        boolean covers(BacklogEntry entry) {
            return domain.map(name -> entry.indexEntry().leavesBy(binding, name))
                    .orElseGet(() -> entry.indexEntry().leavesBy(binding));
        }

        boolean covers(Recipient recipient, EmailAddress end) {
            return recipient.choice().binding().equals(binding)
                    && domain.map(recipient.next(end).name()::equals).orElse(true);
        }
    }

    /** Whether the senders of mail that is failed are told. */
    public enum Telling {
        SENDERS,
        NOBODY
    }

    /** {@return the counts of mail that no line said anything of} */
    public PlainCounts plain() {
        return plain;
    }

    /** {@return how long mail has been counted: since the start} */
    public Duration uptime() {
        Duration uptime = Duration.between(began, clock.instant());
        // The clock may have been set back.
        return uptime.isNegative() ? Duration.ZERO : uptime;
    }

    /**
     * {@return the recipients of queued messages, by binding; a binding without any is left out}
     */
    public Map<String, QueuedByBinding> queued() {
        return backlog.byBinding();
    }

    /** {@return the mail that is being sent, or waits for a connection} */
    public List<ActiveMail> active() {
        return streams.get();
    }

    /** {@return how many messages of a binding are being sent or due, by destination} */
    public SortedMap<String, Integer> active(String binding, QueueViewer viewer)
            throws IOException {
        Instant now = clock.instant();
        SortedMap<String, Integer> domains = byDomain(binding, entry -> isDue(entry, now), viewer);
        for (ActiveMail mail : streams.get()) {
            if (mail.binding().equals(binding)) {
                domains.merge(mail.domain(), mail.messages(), Integer::sum);
            }
        }
        return domains;
    }

    /** {@return how many messages of a binding wait for a time or are held, by destination} */
    public SortedMap<String, Integer> delayed(String binding, QueueViewer viewer)
            throws IOException {
        Instant now = clock.instant();
        return byDomain(
                binding,
                entry -> entry.state() != QueueListing.State.ACTIVE && !isDue(entry, now),
                viewer);
    }

    /** {@return the same with those that are due, since none of them is sent} */
    public SortedMap<String, Integer> suspended(String binding, QueueViewer viewer)
            throws IOException {
        return byDomain(binding, _ -> true, viewer);
    }

    private static boolean isDue(BacklogEntry entry, Instant now) {
        return entry.state() == QueueListing.State.DEFERRED && !entry.due().isAfter(now);
    }

    /** Tells messages apart without their files. */
    private interface Condition {
        boolean isMet(BacklogEntry entry);
    }

    private SortedMap<String, Integer> byDomain(
            String binding, Condition condition, QueueViewer viewer) throws IOException {
        Map<String, Integer> domains = new HashMap<>();
        for (BacklogEntry entry : backlog.all()) {
            viewer.keepAlive();
            if (!condition.isMet(entry)) {
                continue;
            }
            for (BindingShare share : entry.indexEntry().shares()) {
                if (share.binding().equals(binding)) {
                    share.domains(entry.domains())
                            .forEach(domain -> domains.merge(domain, 1, Integer::sum));
                }
            }
        }
        return new TreeMap<>(domains);
    }

    /** {@return how many messages are tried now, without held ones; doesn't wait for them} */
    public int flush(Which which, Mode mode, QueueViewer viewer) throws IOException {
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
            Which which, DeliveryStatus why, Telling telling, Mode mode, QueueViewer viewer)
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

    private QueueChange walk(Condition which, Mode mode, QueueWalk.Order order, QueueViewer viewer)
            throws IOException {
        return new QueueWalk(files, backlog, log).run(which::isMet, mode, order, viewer);
    }

    /** {@return where a recipient's mail leaves to; empty when it stays here, or nobody knows} */
    private Optional<EmailAddress> remote(Recipient recipient) {
        return router.apply(recipient).leavesTo();
    }

    /** Fails recipients. */
    private final class Failing implements QueueWalk.Order {
        private final Which which;
        private final DeliveryStatus why;
        private final Telling telling;

        Failing(Which which, DeliveryStatus why, Telling telling) {
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
