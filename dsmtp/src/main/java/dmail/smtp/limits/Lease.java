package dmail.smtp.limits;

import java.util.List;

/** One connection in all the counters that it counts in. Ends once. */
public final class Lease implements Runnable {
    private final ConnectionBudget budget;

    /** Guarded by the budget; empty once the lease has ended. */
    private List<CounterKey> counters;

    Lease(ConnectionBudget budget, List<CounterKey> counters) {
        this.budget = budget;
        this.counters = List.copyOf(counters);
    }

    List<CounterKey> counters() {
        return counters;
    }

    void count(List<CounterKey> others) {
        counters = List.copyOf(others);
    }

    /** {@return whether the connection counts there} */
    public boolean has(CounterKey counter) {
        return budget.isIn(this, counter);
    }

    /** {@return whether somebody waits for this connection to end} */
    public boolean isAwaited() {
        return budget.isAwaited(this);
    }

    /** The connection is closed. */
    @Override
    public void run() {
        budget.end(this);
    }
}
