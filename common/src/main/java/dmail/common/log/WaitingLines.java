package dmail.common.log;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;

/** Lines between the sessions that wrote them and the thread that puts them out; bounded. */
final class WaitingLines {
    /** Octets that may wait. */
    static final int MOST = 1 << 20;

    private ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private long lost;
    private LogOutput output;
    private boolean switched;
    private boolean closed;
    private boolean idle = true;

    /** Whether whoever puts them out waits for the next one. */
    private boolean awaited;

    /** How many wait until all are put out. */
    private int hurried;

    WaitingLines(LogOutput output) {
        this.output = output;
    }

    /**
     * What is to be done next.
     *
     * @param output where they go
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

    /** What is taken from now on goes to another output. */
    synchronized void switchTo(LogOutput next) {
        output = next;
        switched = true;
        notifyAll();
    }

    /** Lets {@link #awaitWork} come to an end once nothing is left. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** {@return whether there is something to do, after waiting for it; false after the end} */
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
     * Lets lines gather, so that a busy server's log is written in large pieces and wakes nobody
     * for each line. The line that comes after a silence is put out at once.
     *
     * @param longest milliseconds; less when somebody waits for the lines
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
