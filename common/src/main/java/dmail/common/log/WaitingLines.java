package dmail.common.log;

import java.io.ByteArrayOutputStream;

/** Lines between the sessions that wrote them and the thread that puts them out; bounded. */
final class WaitingLines {
    /** Octets that may wait. */
    static final int MOST = 1 << 20;

    private ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private long lost;
    private boolean reopen;
    private boolean closed;
    private boolean idle = true;

    /**
     * What is to be done next.
     *
     * @param reopen whether the file is to be opened anew before
     * @param lost lines that were dropped since the last batch
     */
    record Batch(ByteArrayOutputStream lines, boolean reopen, long lost) {}

    synchronized void add(byte[] line) {
        if (lines.size() + line.length > MOST) {
            lost++;
            return;
        }
        lines.writeBytes(line);
        notifyAll();
    }

    synchronized void askToReopen() {
        reopen = true;
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
        return lines.size() > 0 || reopen;
    }

    synchronized Batch take() {
        Batch batch = new Batch(lines, reopen, lost);
        lines = new ByteArrayOutputStream();
        reopen = false;
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
