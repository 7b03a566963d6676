package dmail.common.log;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A subscriber to the log's lines. Lines that come faster than they are read are dropped. */
public final class LogFollower implements AutoCloseable {
    static final int MOST_WAITING = 1000;

    private static final byte[] NOTHING = {};

    private final String who;
    private final Instant since;
    private final Consumer<LogFollower> leave;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private volatile boolean closed;

    LogFollower(String who, Instant since, Consumer<LogFollower> leave) {
        this.who = who;
        this.since = since;
        this.leave = leave;
    }

    /** {@return a name for the subscriber, shown to other administrators} */
    public String who() {
        return who;
    }

    public Instant since() {
        return since;
    }

    /** {@return how many lines were dropped so far} */
    public long lost() {
        return lost.get();
    }

    /** {@return whether no new lines come; those that wait can still be read} */
    public boolean isClosed() {
        return closed;
    }

    void offer(byte[] line) {
        if (!waiting.offer(line)) {
            lost.incrementAndGet();
        }
    }

    /**
     * {@return the next lines, each with its LF; empty when none comes in time, or after the end}
     */
    public String next(Duration timeout) throws InterruptedException {
        byte[] first = waiting.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (first == null) {
            return "";
        }
        List<byte[]> lines = new ArrayList<>();
        lines.add(first);
        waiting.drainTo(lines);
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(new String(line, StandardCharsets.US_ASCII)));
        return text.toString();
    }

    /** Ends the subscription. */
    @Override
    public void close() {
        leave.accept(this);
        closed = true;
        // Wakes a thread that waits for a line; if the queue is full, none waits.
        boolean _ = waiting.offer(NOTHING);
    }
}
