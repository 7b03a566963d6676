package dmail.common.dropfile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * What was found out about mail folders in the last second, so that a busy folder isn't looked at
 * for each message. A change of a folder's rights takes effect a second later. Thread-safe.
 *
 * @param <T> what is found out
 */
final class RecentFolders<T> {
    private static final long LIFE = Duration.ofSeconds(1).toNanos();
    private static final int MOST = 1000;

    private final LongSupplier nanoTime;
    private final ConcurrentMap<Path, Known<T>> known = new ConcurrentHashMap<>();

    /** Looks at a folder. */
    @FunctionalInterface
    interface Look<T> {
        T at(Path folder) throws IOException;
    }

    private record Known<T>(T found, long since) {}

    RecentFolders(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** {@return what a look at the folder finds, or found within the last second} */
    T ask(Path folder, Look<T> look) throws IOException {
        long now = nanoTime.getAsLong();
        Known<T> before = known.get(folder);
        if (before != null && now - before.since() < LIFE) {
            return before.found();
        }
        T found = look.at(folder);
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(folder, new Known<>(found, now));
        return found;
    }
}
