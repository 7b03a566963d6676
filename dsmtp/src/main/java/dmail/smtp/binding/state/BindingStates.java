package dmail.smtp.binding.state;

import dmail.common.config.binding.ScopePlace;
import dmail.common.config.binding.value.RestAfter;
import dmail.common.config.binding.value.WarmUp;
import dmail.common.log.Log;
import dmail.smtp.message.QueueId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is remembered of bindings by their names; it outlives a reload. Thread-safe; its lock is
 * never held for long.
 */
public final class BindingStates {
    /** Names of bindings are those of dmail.conf, and of mail that is queued. */
    private static final int MOST_NAMES = 10_000;

    private static final Duration BETWEEN_STORES = Duration.ofMinutes(1);

    private final StateFile file;
    private final InstantSource clock;
    private final BindingLog log;
    private final Map<String, BindingCounts> counts = new HashMap<>();
    private final WarmUps warmUps = new WarmUps();
    private final Rests rests = new Rests();
    private final Map<BindingAndDomain, ScopePlace> places = new ConcurrentHashMap<>();
    private volatile Suspensions suspensions;

    /** So that mail which was never refused doesn't wait for the lock. */
    private volatile boolean hasRests;

    /** Writes to the file are one after another. */
    private final Object storing = new Object();

    private boolean changed;
    private Instant lastStored;

    private BindingStates(
            StateFile file, StateFile.Contents stored, InstantSource clock, BindingLog log) {
        this.file = file;
        this.clock = clock;
        this.log = log;
        this.suspensions = Suspensions.of(stored.suspended());
        this.lastStored = clock.instant();
        stored.warmUps()
                .forEach((binding, warmed) ->
                        warmUps.put(
                                binding, new WarmUps.Window(warmed.start(), warmed.messages())));
    }

    /** {@return what the file remembers; nothing when it can't be read, which is logged} */
    public static BindingStates of(StateFile file, InstantSource clock, Log events) {
        BindingLog log = new BindingLog(events);
        StateFile.Contents stored;
        try {
            stored = file.read();
        } catch (IOException failure) {
            log.notRead(file.path(), failure);
            stored = StateFile.Contents.EMPTY;
        }
        stored.suspended().forEach(log::suspended);
        return new BindingStates(file, stored, clock, log);
    }

    /** {@return the clock of it all} */
    public InstantSource clock() {
        return clock;
    }

    /** {@return what a binding has carried since dsmtp began to count} */
    public synchronized BindingCounts counts(String binding) {
        return counts.getOrDefault(binding, BindingCounts.NONE);
    }

    /** Recipients were accepted for a binding. */
    public synchronized void received(String binding, int recipients) {
        count(binding, counts(binding).received(recipients));
    }

    /** Another host took the mail of a binding's recipients. */
    public synchronized void delivered(String binding, int recipients) {
        count(binding, counts(binding).delivered(recipients));
    }

    /** Recipients of a binding were given up. */
    public synchronized void failed(String binding, int recipients) {
        count(binding, counts(binding).failed(recipients));
    }

    private void count(String binding, BindingCounts now) {
        if (counts.size() < MOST_NAMES || counts.containsKey(binding)) {
            counts.put(binding, now);
        }
    }

    /** {@return what an administrator has suspended} */
    public Suspensions suspensions() {
        return suspensions;
    }

    /** {@return the administrator's suspension of a whole binding} */
    public Optional<SuspendedBinding> suspension(String binding) {
        return suspensions.of(binding);
    }

    /** {@return the administrator's suspension that mail of a binding for a domain waits for} */
    public Optional<SuspendedBinding> suspension(String binding, String domain) {
        return suspensions.of(binding, domain);
    }

    /**
     * Suspends a binding, or one domain of it, in place of an earlier suspension.
     *
     * @return whether there was room for another one
     * @throws IOException when it can't be stored: it is suspended, but not over a restart
     */
    public boolean suspend(SuspendedBinding one) throws IOException {
        synchronized (this) {
            Suspensions next = suspensions.with(one);
            if (next.count() > MOST_NAMES) {
                return false;
            }
            suspensions = next;
            changed = true;
        }
        log.suspended(one);
        store();
        return true;
    }

    /**
     * Ends suspensions of a binding.
     *
     * @param domain the one that was suspended alone; empty for the whole binding with all domains
     * @return whether any was suspended
     * @throws IOException when that can't be stored: after a restart it is suspended again
     */
    public boolean resume(String binding, Optional<String> domain) throws IOException {
        List<SuspendedBinding> ended = new ArrayList<>();
        for (SuspendedBinding one : suspensions.all()) {
            if (one.binding().equals(binding)
                    && (domain.isEmpty() || one.domain().equals(domain))
                    && end(one)) {
                log.resumed(one, "administrator");
                ended.add(one);
            }
        }
        if (!ended.isEmpty()) {
            store();
        }
        return !ended.isEmpty();
    }

    private synchronized boolean end(SuspendedBinding one) {
        Optional<SuspendedBinding> before = suspensions.find(one.binding(), one.domain());
        boolean ends = before.filter(one::equals).isPresent();
        if (ends) {
            suspensions = suspensions.without(one.binding(), one.domain());
            changed = true;
        }
        return ends;
    }

    /** Ends suspensions and rests whose time is over. */
    public void endThoseOver() {
        if (hasRests) {
            synchronized (this) {
                rests.forgetThoseOver(clock.instant());
                hasRests = !rests.isEmpty();
            }
        }
        for (SuspendedBinding one : suspensions.over(clock.instant())) {
            if (end(one)) {
                log.resumed(one, "time");
            }
        }
    }

    /** {@return whether a young binding may take a message, or has taken it; nothing is counted} */
    public synchronized boolean hasRoom(String binding, WarmUp limit, QueueId id) {
        return warmUps.hasRoom(binding, limit, id, clock.instant());
    }

    /** {@return whether a young binding takes a message in this period, which is then counted} */
    public boolean take(String binding, WarmUp limit, QueueId id) {
        Optional<Instant> end = Optional.empty();
        boolean taken;
        synchronized (this) {
            Instant now = clock.instant();
            int before = warmUps.messages(binding);
            taken = warmUps.take(binding, limit, id, now);
            int after = warmUps.messages(binding);
            changed |= after != before;
            if (after != before && after == limit.messages()) {
                end = Optional.of(warmUps.end(binding, limit, now));
            }
        }
        end.ifPresent(time -> log.usedUp(binding, time));
        return taken;
    }

    /** {@return whether a young binding takes no more in this period} */
    public synchronized boolean isUsedUp(String binding, WarmUp limit) {
        return warmUps.isUsedUp(binding, limit, clock.instant());
    }

    /** {@return when a young binding may take more} */
    public synchronized Instant nextPeriod(String binding, WarmUp limit) {
        return warmUps.end(binding, limit, clock.instant());
    }

    /**
     * A domain refused mail from a source.
     *
     * @param source the address, or empty when the system chose it
     * @param why one line
     */
    public void refused(String binding, String domain, String source, RestAfter limit, String why) {
        Optional<RestingPair> begun;
        synchronized (this) {
            begun =
                    rests.refused(
                            new Rests.Pair(binding, domain, source), limit, why, clock.instant());
            hasRests = true;
        }
        begun.ifPresent(log::rests);
    }

    /** A domain didn't refuse a source. */
    public void served(String binding, String domain, String source) {
        if (hasRests) {
            synchronized (this) {
                rests.served(new Rests.Pair(binding, domain, source));
                hasRests = !rests.isEmpty();
            }
        }
    }

    /** {@return until when a source sends nothing to a domain, if it rests} */
    public Optional<Instant> restsUntil(String binding, String domain, String source) {
        if (!hasRests) {
            return Optional.empty();
        }
        synchronized (this) {
            return rests.until(new Rests.Pair(binding, domain, source), clock.instant());
        }
    }

    /** {@return whether a source of a binding sends nothing to a domain} */
    public boolean isResting(String binding, String domain) {
        if (!hasRests) {
            return false;
        }
        synchronized (this) {
            return rests.isResting(binding, domain, clock.instant());
        }
    }

    /** {@return who rests now, those first who began first} */
    public synchronized List<RestingPair> rests() {
        return rests.all(clock.instant());
    }

    /** {@return how many sources of a binding rested for a domain; they don't any more} */
    public synchronized int cancelRest(String binding, String domain) {
        return rests.cancel(binding, domain, clock.instant());
    }

    /** Remembers which exchangers suspended mail would have gone to. */
    public synchronized void remember(ScopePlace place) {
        BindingAndDomain key = new BindingAndDomain(place.binding(), place.domain());
        if (!place.bestExchangers().isEmpty()
                && (places.size() < MOST_NAMES || places.containsKey(key))) {
            places.put(key, place);
        }
    }

    /** {@return a place with the exchangers that are known of mail that was suspended there} */
    public ScopePlace known(String binding, String domain) {
        return places.getOrDefault(
                new BindingAndDomain(binding, domain), new ScopePlace(binding, domain, List.of()));
    }

    /** Stores what has changed, at most once a minute; a failure is logged. */
    public void storeInTurn() {
        boolean isTime;
        synchronized (this) {
            isTime = changed && !clock.instant().isBefore(lastStored.plus(BETWEEN_STORES));
        }
        if (isTime) {
            storeNow();
        }
    }

    /** Stores what has changed; a failure is logged. */
    public void storeNow() {
        try {
            store();
        } catch (IOException failure) {
            log.notStored(file.path(), failure);
        }
    }

    private void store() throws IOException {
        synchronized (storing) {
            StateFile.Contents contents;
            synchronized (this) {
                lastStored = clock.instant();
                if (!changed) {
                    return;
                }
                changed = false;
                contents = contents();
            }
            try {
                file.write(contents);
            } catch (IOException failure) {
                synchronized (this) {
                    changed = true;
                }
                throw failure;
            }
        }
    }

    private StateFile.Contents contents() {
        Map<String, StateFile.Warmed> warmed = new TreeMap<>();
        warmUps.forgetThoseOver(clock.instant());
        warmUps.windows()
                .forEach((binding, window) ->
                        warmed.put(
                                binding, new StateFile.Warmed(window.start(), window.messages())));
        return new StateFile.Contents(new ArrayList<>(suspensions.all()), warmed);
    }
}
