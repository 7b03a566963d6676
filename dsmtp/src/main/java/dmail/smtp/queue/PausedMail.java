package dmail.smtp.queue;

import dmail.smtp.binding.Outgoing;
import dmail.smtp.binding.Pauses;
import dmail.smtp.binding.state.BindingAndDomain;
import dmail.smtp.binding.state.BindingStates;
import dmail.smtp.binding.state.Suspensions;
import dmail.smtp.queue.backlog.Backlog;
import dmail.smtp.queue.backlog.BacklogEntry;
import dmail.smtp.queue.backlog.BindingShare;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The queued mail that waits for its binding: it is tried at once when nothing keeps it any more,
 * since it is looked at rarely. Made only when anything is said of bindings.
 */
final class PausedMail {
    /** Attempts that found mail suspended a moment before it was let go have ended after this. */
    private static final Duration LATE = Duration.ofSeconds(5);

    private final Supplier<Optional<Outgoing>> outgoing;
    private final Backlog backlog;
    private final Runnable runDue;
    private Pauses pauses;
    private Suspensions suspensions;
    private Optional<Late> late = Optional.empty();

    /**
     * Mail that may have been put off while it was let go.
     *
     * @param which what was let go
     * @param then when that was
     */
    private record Late(Predicate<BindingAndDomain> which, Instant then) {}

    /**
     * @param outgoing what the current configuration says of bindings
     * @param now that of the moment
     * @param runDue starts due messages; returns at once
     */
    PausedMail(
            Supplier<Optional<Outgoing>> outgoing, Outgoing now, Backlog backlog, Runnable runDue) {
        this.outgoing = outgoing;
        this.backlog = backlog;
        this.runDue = runDue;
        this.pauses = now.pauses();
        this.suspensions = now.states().suspensions();
    }

    /** What falls due from time to time. */
    void tick() {
        Optional<Outgoing> now = outgoing.get();
        if (now.isPresent()) {
            now.get().states().endThoseOver();
            int _ = letGo();
            letGoLate(now.get().states());
            now.get().states().storeInTurn();
        }
    }

    /**
     * Has mail tried that was kept by settings or by the administrator's word and isn't any more.
     *
     * @return how many messages
     */
    synchronized int letGo() {
        Optional<Outgoing> now = outgoing.get();
        if (now.isEmpty()) {
            return 0;
        }
        Pauses before = pauses;
        Suspensions kept = suspensions;
        pauses = now.get().pauses();
        suspensions = now.get().states().suspensions();
        if ((before == pauses && kept == suspensions) || !before.mayWait(kept)) {
            return 0;
        }
        Pauses after = pauses;
        Suspensions keeps = suspensions;
        return letGo(
                now.get().states(),
                mail ->
                        before.waits(mail.binding(), mail.domain(), kept)
                                && !after.waits(mail.binding(), mail.domain(), keeps));
    }

    /**
     * Has mail of a binding for a domain tried.
     *
     * @return how many messages
     */
    synchronized int letGo(BindingStates states, String binding, String domain) {
        return letGo(states, new BindingAndDomain(binding, domain)::equals);
    }

    private int letGo(BindingStates states, Predicate<BindingAndDomain> which) {
        Instant now = states.clock().instant();
        int count = makeDue(which, now, _ -> true);
        late = Optional.of(new Late(which, now));
        return count;
    }

    /** What was put off meanwhile is known by its due time. */
    private synchronized void letGoLate(BindingStates states) {
        Instant now = states.clock().instant();
        Optional<Late> over = late.filter(one -> !now.isBefore(one.then().plus(LATE)));
        if (over.isPresent()) {
            late = Optional.empty();
            Instant then = over.get().then();
            Instant first = then.plus(Pauses.BETWEEN_LOOKS).minus(LATE);
            Instant last = then.plus(Pauses.BETWEEN_LOOKS).plusSeconds(1);
            int _ =
                    makeDue(
                            over.get().which(),
                            now,
                            entry -> !entry.due().isBefore(first) && !entry.due().isAfter(last));
        }
    }

    /** No file is read for this. */
    private int makeDue(
            Predicate<BindingAndDomain> which, Instant now, Predicate<BacklogEntry> condition) {
        Map<BindingAndDomain, Boolean> known = new HashMap<>();
        int count = 0;
        for (BacklogEntry entry : backlog.all()) {
            if (condition.test(entry)
                    && isAny(which, entry, known)
                    && backlog.makeDue(entry.id(), now)) {
                count++;
            }
        }
        if (count > 0) {
            runDue.run();
        }
        return count;
    }

    private static boolean isAny(
            Predicate<BindingAndDomain> which,
            BacklogEntry entry,
            Map<BindingAndDomain, Boolean> known) {
        for (BindingShare share : entry.indexEntry().shares()) {
            for (String domain : share.domains(entry.domains())) {
                if (known.computeIfAbsent(
                        new BindingAndDomain(share.binding(), domain), which::test)) {
                    return true;
                }
            }
        }
        return false;
    }
}
