package dmail.smtp.submission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts left mail that was refused for now, by owner: each may have so much of it tried again, and
 * the rest of his stays where it was left, so that he keeps nobody else's waiting.
 */
final class WaitingMail {
    static final int MOST_OF_ONE = 1000;

    private final Map<Object, Integer> owners = new HashMap<>();
    private final AtomicLong taken = new AtomicLong();
    private volatile long beyond;

    /** {@return whether its owner has few enough that wait} */
    boolean mayEnter(Path file) {
        try {
            return owners.merge(owner(file), 1, Integer::sum) <= MOST_OF_ONE;
        } catch (IOException gone) {
            return false;
        }
    }

    private static Object owner(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    /** The files that were taken are counted anew. */
    void clearTaken() {
        owners.clear();
        taken.set(0);
    }

    /** One is to be tried again. */
    void stays(Path file) {
        taken.incrementAndGet();
        boolean _ = mayEnter(file);
    }

    /** {@return how many were not even taken} */
    long beyond() {
        return beyond;
    }

    void beyond(long files) {
        beyond = files;
    }

    /** {@return how many wait in all} */
    long count() {
        return taken.get() + beyond;
    }
}
