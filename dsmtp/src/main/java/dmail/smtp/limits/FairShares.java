package dmail.smtp.limits;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Divides the connections of this server between bindings: each may have as many as it can use, but
 * some are kept for each of the others, so that one whose hosts don't answer can't have them all.
 * When all are taken, the next one that ends is for the binding that has fewest. Thread-safe.
 */
public final class FairShares {
    /** What each binding has at least, if there are few bindings. */
    static final int MOST_KEPT = 20;

    private final Map<String, Share> shares = new HashMap<>();
    private int total = 500;
    private int bindings = 1;
    private int taken;

    /** Of the connections that are kept for bindings, so many are taken by them. */
    private int keptTaken;

    private int waiting;

    private static final class Share {
        private int taken;
        private final Deque<Semaphore> waiting = new ArrayDeque<>();
    }

    /** Changes the number of connections, and of bindings that share them. */
    synchronized void change(int nextTotal, int nextBindings) {
        total = nextTotal;
        bindings = Math.max(1, nextBindings);
        keptTaken = 0;
        shares.values().forEach(share -> keptTaken += Math.min(share.taken, kept()));
        admit();
    }

    /** Takes a connection for a binding; waits for it. */
    public void enter(String binding) {
        begin(binding).acquireUninterruptibly();
    }

    /** {@return what has a permit when a connection is free for the binding, which then has it} */
    synchronized Semaphore begin(String binding) {
        Semaphore turn = new Semaphore(0);
        shares.computeIfAbsent(binding, _ -> new Share()).waiting.addLast(turn);
        waiting++;
        admit();
        return turn;
    }

    /** A binding needs one connection less. */
    public synchronized void leave(String binding) {
        Share share = shares.get(binding);
        if (share != null) {
            keptTaken -= share.taken <= kept() ? 1 : 0;
            share.taken--;
            taken--;
            if (share.taken == 0 && share.waiting.isEmpty()) {
                shares.remove(binding);
            }
            admit();
        }
    }

    /** {@return whether somebody waits for a connection} */
    public synchronized boolean isAwaited() {
        return waiting > 0;
    }

    private int kept() {
        return Math.clamp(total / (2L * bindings), 1, MOST_KEPT);
    }

    private void admit() {
        while (waiting > 0) {
            Share next = null;
            for (Share share : shares.values()) {
                if (!share.waiting.isEmpty()
                        && mayTake(share)
                        && (next == null || share.taken < next.taken)) {
                    next = share;
                }
            }
            if (next == null) {
                return;
            }
            keptTaken += next.taken < kept() ? 1 : 0;
            next.taken++;
            taken++;
            waiting--;
            next.waiting.removeFirst().release();
        }
    }

    private boolean mayTake(Share share) {
        int forOthers = Math.min(total / 2, kept() * bindings - keptTaken);
        return taken < total && (share.taken < kept() || taken + forOthers < total);
    }

    /** {@return how many connections a binding has taken} */
    public synchronized int taken(String binding) {
        Share share = shares.get(binding);
        return share == null ? 0 : share.taken;
    }
}
