package dmail.smtp.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The queue of records for the writer. */
final class WriteQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<PendingRecord> waiting = new ArrayDeque<>();
    private final int groupLimit;
    private boolean closed;

    /** Makes a queue whose groups have at most so many octets, or one record. */
    WriteQueue(int groupLimit) {
        this.groupLimit = groupLimit;
    }

    /** {@return whether the record will be written; false after {@link #close}} */
    boolean add(PendingRecord record) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            waiting.add(record);
            if (waiting.size() == 1) {
                changed.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** {@return all records that are ready, at least one; empty when closed and drained} */
    List<PendingRecord> takeGroup() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            return nextGroup();
        } finally {
            lock.unlock();
        }
    }

    private List<PendingRecord> nextGroup() {
        List<PendingRecord> group = new ArrayList<>();
        int size = 0;
        for (PendingRecord next = waiting.peek(); next != null; next = waiting.peek()) {
            size += next.size();
            if (!group.isEmpty() && size > groupLimit) {
                break;
            }
            group.add(waiting.remove());
        }
        return group;
    }

    /** Accepts no more records; those in the queue are still handed out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
