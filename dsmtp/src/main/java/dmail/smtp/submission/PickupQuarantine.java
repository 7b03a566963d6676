package dmail.smtp.submission;

import dmail.common.io.Reason;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.memory.CountByKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sets aside pickup files that can't be accepted, for the administrator. Of each owner a limited
 * number is kept: of a million files a sample is enough.
 */
final class PickupQuarantine {
    static final int MOST_OF_ONE = 100;

    /** The limit of {@link #stuck} and {@link #reported} each. */
    private static final int MOST_NAMES = 1000;

    private final Path path;
    private final Log log;
    private final CountByKey<Integer> kept = new CountByKey<>();
    private final AtomicLong count = new AtomicLong();
    private int removed;

    /** Files that can't be moved. */
    private final Set<Path> stuck = ConcurrentHashMap.newKeySet();

    /** Files that have been logged. */
    private final Set<Path> reported = ConcurrentHashMap.newKeySet();

    PickupQuarantine(Path path, Log log) {
        this.path = path;
        this.log = log;
    }

    /** {@return how many were set aside or removed since the start, or can't be moved now} */
    long count() {
        return count.get() + stuck.size();
    }

    boolean isStuck(Path file) {
        return stuck.contains(file);
    }

    /**
     * Removes a file that is no mail.
     *
     * @return whether it is gone
     */
    boolean discard(PickupFile left, String why) {
        return isKept(left) ? keep(left, why) : remove(left.file());
    }

    /**
     * Sets a file aside. Beyond the limit it stays where it is and counts as waiting; so in the end
     * no more files of its owner are accepted.
     *
     * @return whether it is gone
     */
    boolean put(PickupFile left, String why) {
        if (isKept(left)) {
            return keep(left, why);
        }
        tellOnce(left.file(), why);
        return false;
    }

    private boolean isKept(PickupFile left) {
        return kept.of(left.owner()) < MOST_OF_ONE;
    }

    private boolean keep(PickupFile left, String why) {
        Path file = path.resolve(left.file().getFileName());
        try {
            Files.createDirectories(path);
            Files.move(left.file(), file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            stuck(left.file(), e);
            return false;
        }
        kept.add(left.owner());
        count.incrementAndGet();
        tell(file, why);
        return true;
    }

    private boolean remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            stuck(file, e);
            return false;
        }
        removed++;
        count.incrementAndGet();
        return true;
    }

    /** Notes a file that can't be moved. */
    void stuck(Path file, IOException e) {
        if (stuck.size() < MOST_NAMES) {
            stuck.add(file);
        }
        tellOnce(file, Reason.of(e));
    }

    void tellOnce(Path file, String why) {
        if (reported.size() < MOST_NAMES && reported.add(file)) {
            tell(file, why);
        }
    }

    private void tell(Path file, String why) {
        log.error(LogLine.of("pickup file set aside").with("file", file).with("reason", why));
    }

    /** Ends a round: forgets files that are gone, and logs what was removed. */
    void endRound() {
        reported.removeIf(PickupQuarantine::isGone);
        stuck.removeIf(PickupQuarantine::isGone);
        if (removed > 0) {
            log.warning(
                    LogLine.of("pickup leftovers removed")
                            .with("files", removed)
                            .with("kept", path));
            removed = 0;
        }
    }

    private static boolean isGone(Path file) {
        return !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
