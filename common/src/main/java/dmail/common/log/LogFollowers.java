package dmail.common.log;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who is sent the log's lines as they are written. Nobody who writes one waits for them. */
public final class LogFollowers implements AutoCloseable {
    /** So many at a time: each costs memory, and one of the connections for control. */
    public static final int MOST = 4;

    private final List<LogFollower> present = new CopyOnWriteArrayList<>();
    private final InstantSource clock;
    private boolean closed;

    public LogFollowers(InstantSource clock) {
        this.clock = clock;
    }

    /** {@return a new follower, which the caller closes; empty when there are enough} */
    public synchronized Optional<LogFollower> join(String who) {
        if (closed || present.size() >= MOST) {
            return Optional.empty();
        }
        LogFollower follower = new LogFollower(who, clock.instant(), present::remove);
        present.add(follower);
        return Optional.of(follower);
    }

    /** {@return those who follow now, the first first} */
    public List<LogFollower> list() {
        return List.copyOf(present);
    }

    /** Hands a line to all. */
    void publish(byte[] line) {
        for (LogFollower follower : present) {
            follower.offer(line);
        }
    }

    /** Lets all go, each with the lines that wait for it, and takes nobody more. */
    @Override
    public synchronized void close() {
        closed = true;
        list().forEach(LogFollower::close);
    }
}
