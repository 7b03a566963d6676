package dmail.it;

import dmail.suite.ServerProcess;
import dmail.suite.Site;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A server that is killed and started again while clients go on asking for it. */
final class Mortal implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Site site;
    private final String program;
    private final String protocol;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private ServerProcess life;
    private boolean over;

    Mortal(Site site, String program, String protocol) throws IOException {
        this.site = site;
        this.program = program;
        this.protocol = protocol;
        this.life = site.start(program);
    }

    /** {@return its present life} */
    ServerProcess life() {
        lock.lock();
        try {
            return life;
        } finally {
            lock.unlock();
        }
    }

    /** Kills it and starts it again at once. */
    void killAndRestart() throws IOException {
        life().kill();
        restart();
    }

    /** Starts it again after its life has ended. */
    void restart() throws IOException {
        lock.lock();
        try {
            life = site.start(program);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a life that gets as far as listening.
     *
     * @return where it listens
     * @throws IOException when there is no further life, or none for a long time
     */
    InetSocketAddress address() throws IOException, InterruptedException {
        while (true) {
            ServerProcess present = life();
            try {
                return present.addresses().first(protocol);
            } catch (IOException diedBefore) {
                awaitLifeAfter(present, diedBefore);
            }
        }
    }

    /** Kills it for the last time: who waits for a further life is told. */
    void end() {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        life().kill();
    }

    @Override
    public void close() {
        end();
    }

    private void awaitLifeAfter(ServerProcess past, IOException end)
            throws IOException, InterruptedException {
        lock.lock();
        try {
            long left = TIMEOUT.toNanos();
            while (life == past) {
                if (over || left <= 0) {
                    throw end;
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
