package dmail.common.log;

import java.io.ByteArrayOutputStream;

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
        notifyAll();
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
            wait();
        }
        idle = false;
        return hasWork();
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
        while (!idle || hasWork()) {
            wait();
        }
    }
}
