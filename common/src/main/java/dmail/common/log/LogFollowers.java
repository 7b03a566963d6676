package dmail.common.log;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The subscribers to the log's lines. A thread that writes a line never waits for them. */
public final class LogFollowers implements AutoCloseable {
    /** Followers at a time: each costs memory, and one of the connections for control. */
    public static final int MOST = 4;

    private final List<LogFollower> present = new CopyOnWriteArrayList<>();
    private final InstantSource clock;
    private boolean closed;

    public LogFollowers(InstantSource clock) {
        this.clock = clock;
    }

    /** {@return a new follower, to be closed by the caller; empty when there are {@link #MOST}} */
    public synchronized Optional<LogFollower> join(String who) {
        if (closed || present.size() >= MOST) {
            return Optional.empty();
        }
        LogFollower follower = new LogFollower(who, clock.instant(), present::remove);
        present.add(follower);
        return Optional.of(follower);
    }

    /** {@return the current followers, in the order in which they joined} */
    public List<LogFollower> list() {
        return List.copyOf(present);
    }

    /** Passes a line to all followers. */
    void publish(byte[] line) {
        for (LogFollower follower : present) {
            follower.offer(line);
        }
    }

    /** Ends all subscriptions and allows no new ones; lines that wait can still be read. */
    @Override
    public synchronized void close() {
        closed = true;
        list().forEach(LogFollower::close);
    }
}
