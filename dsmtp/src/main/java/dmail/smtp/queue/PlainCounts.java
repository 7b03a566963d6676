package dmail.smtp.queue;

import java.util.concurrent.atomic.LongAdder;

/**
 * What left while no line said anything of bindings, in recipients: it belongs to {@code default}.
 * Later lines don't begin the count anew.
 */
public final class PlainCounts {
    private final LongAdder received = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder failed = new LongAdder();

    PlainCounts() {}

    void receive() {
        received.increment();
    }

    void deliver(int recipients) {
        delivered.add(recipients);
    }

    void fail(int recipients) {
        failed.add(recipients);
    }

    /** {@return those that were to leave} */
    public long received() {
        return received.sum();
    }

    /** {@return those whose mail another host took} */
    public long delivered() {
        return delivered.sum();
    }

    /** {@return those that were given up} */
    public long failed() {
        return failed.sum();
    }
}
