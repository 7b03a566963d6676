package dmail.common.net;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Counts the slots for sessions. A slot of an evicted session is kept for the client it was evicted
 * for. Thread-safe.
 */
final class SessionSlots {
    private int most;
    private int taken;

    /** How many clients wait for a slot. */
    private int spokenFor;

    /** For how many of them a session is being evicted. */
    private int expected;

    synchronized void change(int next) {
        most = next;
    }

    /** {@return whether a slot that no client waits for was free and is now taken} */
    synchronized boolean tryTake() {
        boolean free = taken + spokenFor < most;
        if (free) {
            taken++;
        }
        return free;
    }

    /** A client begins to wait, until it takes a slot or gives up. */
    synchronized void speakFor() {
        spokenFor++;
    }

    /** A session is being evicted for a waiting client. */
    synchronized void expect() {
        expected++;
    }

    /** A client gives up waiting. */
    synchronized void forgo() {
        spokenFor--;
    }

    /** The same for one that a session is being evicted for. */
    synchronized void forgoExpected() {
        spokenFor--;
        expected--;
    }

    /**
     * Takes a slot that an evicted session leaves.
     *
     * @param deadline in the time of {@link System#nanoTime}
     * @return whether there was one in time
     */
    synchronized boolean takeExpected(long deadline) {
        boolean has = take(deadline, () -> taken < most);
        if (has) {
            expected--;
        }
        return has;
    }

    /** The same for a slot that isn't kept for a client with an evicted session. */
    synchronized boolean takeSpare(long deadline) {
        return take(deadline, () -> taken + expected < most);
    }

    /** The same for a slot that no other client waits for. */
    synchronized boolean takeFree(long deadline) {
        return take(deadline, () -> taken + spokenFor <= most);
    }

    private boolean take(long deadline, BooleanSupplier isFree) {
        while (!isFree.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        taken++;
        spokenFor--;
        return true;
    }

    synchronized void giveUp() {
        taken--;
        if (spokenFor > 0) {
            notifyAll();
        }
    }

    synchronized int taken() {
        return taken;
    }
}
