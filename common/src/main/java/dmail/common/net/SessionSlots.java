package dmail.common.net;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Counts sessions, up to the most there may be. A place that a session leaves for a newcomer is
 * kept for that newcomer. Thread-safe.
 */
final class SessionSlots {
    private int most;
    private int taken;

    /** How many newcomers wait for a place. */
    private int spokenFor;

    /** For how many of those a session is about to end. */
    private int expected;

    synchronized void change(int next) {
        most = next;
    }

    /** {@return whether one was free that nobody waits for} */
    synchronized boolean tryTake() {
        boolean free = taken + spokenFor < most;
        if (free) {
            taken++;
        }
        return free;
    }

    /** Somebody begins to wait, until he has a place or forgoes it. */
    synchronized void speakFor() {
        spokenFor++;
    }

    /** A session is about to end for one who waits. */
    synchronized void expect() {
        expected++;
    }

    /** One waits no more. */
    synchronized void forgo() {
        spokenFor--;
    }

    /** The same of one for whom a session is about to end. */
    synchronized void forgoExpected() {
        spokenFor--;
        expected--;
    }

    /**
     * Takes the place of one that is about to end.
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

    /** The same with a place that is kept for nobody. */
    synchronized boolean takeSpare(long deadline) {
        return take(deadline, () -> taken + expected < most);
    }

    /** The same with one that nobody else waits for. */
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
