package dmail.smtp.queue;

import dmail.smtp.delivery.remote.ActiveMail;
import dmail.smtp.queue.backlog.Backlog;
import dmail.smtp.queue.backlog.BacklogEntry;
import dmail.smtp.queue.backlog.BindingShare;
import dmail.smtp.queue.backlog.QueuedByBinding;
import dmail.smtp.queue.view.QueueListing;
import dmail.smtp.queue.view.QueueViewer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** How much mail single bindings have. */
public final class BindingMail {
    private final Backlog backlog;
    private final Supplier<List<ActiveMail>> streams;
    private final PlainCounts plain;
    private final InstantSource clock;
    private final Instant began;

    /**
     * @param streams the mail for other hosts that is being sent
     * @param began when the server started
     * @param plain counts the mail that no line said anything of
     */
    BindingMail(
            Backlog backlog,
            Supplier<List<ActiveMail>> streams,
            PlainCounts plain,
            InstantSource clock,
            Instant began) {
        this.backlog = backlog;
        this.streams = streams;
        this.plain = plain;
        this.clock = clock;
        this.began = began;
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

    /**
     * {@return how many messages of a binding are being sent or due, by destination in lower case}
     *
     * @throws IOException when the viewer is gone; no file is read
     */
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

    /**
     * {@return how many messages a suspended binding has, by destination; those that are due wait,
     * too}
     */
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
}
