package dmail.common.log;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;

/** The bounded queue of lines between the sessions and the thread that writes them. */
final class WaitingLines {
    /** Octets of all lines in the queue. */
    static final int MOST = 1 << 20;

    private ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private long lost;
    private LogOutput output;
    private boolean switched;
    private boolean closed;
    private boolean idle = true;

    /** Whether the writing thread waits for a line. */
    private boolean awaited;

    /** How many threads wait until all lines are written. */
    private int hurried;

    WaitingLines(LogOutput output) {
        this.output = output;
    }

    /**
     * Lines to write next.
     *
     * @param output where they are written
     * @param lost lines that were dropped since the last batch
     */
    record Batch(ByteArrayOutputStream lines, LogOutput output, long lost) {}

    synchronized void add(byte[] line) {
        if (lines.size() + line.length > MOST) {
            lost++;
            return;
        }
        lines.writeBytes(line);
        if (awaited) {
            awaited = false;
            notifyAll();
        }
    }

    /** Sends later batches to another output. */
    synchronized void switchTo(LogOutput next) {
        output = next;
        switched = true;
        notifyAll();
    }

    /** Makes {@link #awaitWork} return false once nothing is left. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits for work; {@return false when the queue is closed and empty} */
    synchronized boolean awaitWork() throws InterruptedException {
        idle = !hasWork();
        notifyAll();
        while (!hasWork() && !closed) {
            awaited = true;
            wait();
        }
        awaited = false;
        idle = false;
        return hasWork();
    }

    /**
     * Waits a moment, so that a busy server's log is written in large pieces and the writing thread
     * isn't woken for each line. The first line after a pause is written at once.
     *
     * @param longest milliseconds to wait; less when somebody waits for the lines
     */
    synchronized void gather(long longest) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(longest);
        long left = end - System.nanoTime();
        while (left > 0 && hurried == 0 && !switched && !closed) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
    }

    private boolean hasWork() {
        return lines.size() > 0 || switched;
    }

    synchronized Batch take() {
        Batch batch = new Batch(lines, output, lost);
        lines = new ByteArrayOutputStream();
        switched = false;
        lost = 0;
        return batch;
    }

    synchronized void countLost(long more) {
        lost += more;
    }

    synchronized void awaitIdle() throws InterruptedException {
        hurried++;
        try {
            notifyAll();
            while (!idle || hasWork()) {
                wait();
            }
        } finally {
            hurried--;
        }
    }
}
