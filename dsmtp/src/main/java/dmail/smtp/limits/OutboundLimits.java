package dmail.smtp.limits;

import dmail.common.config.binding.Found;
import dmail.common.config.binding.ScopePlace;
import dmail.common.config.binding.ScopeTable;
import dmail.common.config.binding.SendingOptions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration says of limits, with the counters, which outlive it. Made only when a line
 * says anything of sending. Thread-safe.
 */
public final class OutboundLimits {
    private final ScopeTable scopes;
    private final State state;

    /** What a reload doesn't change. */
    private static final class State {
        private final ConnectionBudget budget = new ConnectionBudget();
        private final Throttles throttles;
        private final FairShares shares = new FairShares();
        private final Set<BooleanSupplier> held = new HashSet<>();

        /** Those that have effect, by their table. */
        private @Nullable ScopeTable current;

        State(InstantSource clock) {
            throttles = new Throttles(clock);
        }
    }

    private OutboundLimits(ScopeTable scopes, State state) {
        this.scopes = scopes;
        this.state = state;
    }

    /**
     * {@return the limits of a configuration}
     *
     * @param before those of the configuration before, whose counters go on
     */
    public static OutboundLimits of(
            ScopeTable scopes, InstantSource clock, Optional<OutboundLimits> before) {
        if (before.isPresent()) {
            return new OutboundLimits(scopes, before.get().state);
        }
        OutboundLimits first = new OutboundLimits(scopes, new State(clock));
        first.takeEffect();
        return first;
    }

    /** It replaces the one before: what waits is tried by the new limits at once. */
    public void takeEffect() {
        state.throttles.forgetIdle();
        state.shares.change(inAll(scopes).value(), scopes.bindings().size());
        List<BooleanSupplier> held;
        synchronized (state) {
            held = new ArrayList<>(state.held);
            state.held.clear();
            state.current = scopes;
        }
        for (BooleanSupplier waker : held) {
            boolean _ = waker.getAsBoolean();
        }
    }

    static Found<Integer> inAll(ScopeTable scopes) {
        return scopes.ofMail(new ScopePlace("", "", List.of()))
                .find(SendingOptions.SERVER_MAX_OUTBOUND_CONNECTIONS)
                .orElseThrow();
    }

    /** {@return how many connections there may be in all} */
    public int mostConnections() {
        return inAll(scopes).value();
    }

    /** {@return the limits of mail to a place} */
    public DestinationLimits to(ScopePlace place) {
        return new DestinationLimits(scopes, place, state.budget, state.throttles);
    }

    /** {@return the part that each binding has of all connections} */
    public FairShares shares() {
        return state.shares;
    }

    /**
     * Somebody waits for a limit.
     *
     * @param waker begins what waits; returns at once, and says whether anything has begun
     */
    public void await(Hold hold, BooleanSupplier waker) {
        boolean waits;
        synchronized (state) {
            waits = state.current == scopes;
            if (waits) {
                state.held.add(waker);
            }
        }
        Optional<CounterKey> counter = hold.counter();
        if (!waits || (counter.isPresent() && !state.budget.await(counter.get(), waker))) {
            boolean _ = waker.getAsBoolean();
        }
    }

    /** Somebody doesn't wait any more. */
    public void forget(BooleanSupplier waker) {
        synchronized (state) {
            state.held.remove(waker);
        }
    }

    /** {@return how many connections a binding has open now, idle ones among them} */
    public int open(String binding) {
        return state.budget.open(DestinationLimits.ofBinding(binding));
    }

    /** {@return how many connections there are now} */
    public int open() {
        return state.budget.open(DestinationLimits.ALL);
    }
}
