package dmail.smtp.binding.state;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of bindings by their names; it outlives a reload. Thread-safe; its lock is
 * never held for long.
 */
public final class BindingStates {
    /** Names of bindings are those of dmail.conf, and of mail that is queued. */
    private static final int MOST_NAMES = 10_000;

    private final InstantSource clock;
    private final Map<String, BindingCounts> counts = new HashMap<>();
    private volatile Suspensions suspensions = Suspensions.NONE;

    public BindingStates(InstantSource clock) {
        this.clock = clock;
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

    /** {@return the administrator's suspension of a whole binding, if its time isn't over} */
    public Optional<SuspendedBinding> suspension(String binding) {
        return suspensions.of(binding, clock.instant());
    }

    /** {@return the administrator's suspension that mail of a binding for a domain waits for} */
    public Optional<SuspendedBinding> suspension(String binding, String domain) {
        return suspensions.of(binding, domain, clock.instant());
    }

    /** {@return who rests now, in no order} */
    public List<RestingPair> rests() {
        return new ArrayList<>();
    }
}
