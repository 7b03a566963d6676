package dmail.pop.session;

import java.util.concurrent.atomic.LongAdder;

/** What the server has done since its start. Thread-safe. */
public final class Counters {
    private final LongAdder logins = new LongAdder();
    private final LongAdder failedLogins = new LongAdder();
    private final LongAdder retrieved = new LongAdder();
    private final LongAdder removed = new LongAdder();

    void login() {
        logins.increment();
    }

    void failedLogin() {
        failedLogins.increment();
    }

    void session(int messagesRetrieved, int messagesRemoved) {
        retrieved.add(messagesRetrieved);
        removed.add(messagesRemoved);
    }

    public long logins() {
        return logins.sum();
    }

    public long failedLogins() {
        return failedLogins.sum();
    }

    /** {@return messages sent whole} */
    public long retrieved() {
        return retrieved.sum();
    }

    /** {@return messages removed from drop files} */
    public long removed() {
        return removed.sum();
    }
}
