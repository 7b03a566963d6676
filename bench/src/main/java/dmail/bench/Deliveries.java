package dmail.bench;

import dmail.suite.DropFile;
import dmail.suite.ProvableMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Watches mailboxes fill, by their size alone so as not to slow the server, then checks them. */
final class Deliveries {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final List<Path> boxes = new ArrayList<>();

    Deliveries(Path mail, int count) {
        for (int number = 0; number < count; number++) {
            boxes.add(mail.resolve(Boxes.name(number)));
        }
    }

    /** Removes the mail of the round before. */
    void clear() throws IOException {
        for (Path box : boxes) {
            Files.deleteIfExists(box);
        }
    }

    /**
     * Waits for that many messages, each whole and once.
     *
     * @return when the last was written
     */
    Instant await(int messages, String round) throws IOException, InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        Set<String> found = whole(round);
        while (found.size() < messages) {
            if (System.nanoTime() > end) {
                throw new IOException(found.size() + " of " + messages + " delivered");
            }
            awaitQuiet();
            found = whole(round);
        }
        return lastWritten();
    }

    private void awaitQuiet() throws IOException, InterruptedException {
        long before;
        long size = size();
        do {
            before = size;
            Thread.sleep(PAUSE);
            size = size();
        } while (size > before);
    }

    private Set<String> whole(String round) throws IOException {
        Set<String> found = new HashSet<>();
        for (Path box : boxes) {
            for (byte[] message : messages(box)) {
                String id = ProvableMessage.idOf(message).orElseThrow();
                if (!id.startsWith(round + "-") || !found.add(id)) {
                    throw new IOException(id + " has no business in " + box);
                }
            }
        }
        return found;
    }

    /** None while the file ends in the middle of a message that is just being written. */
    private static List<byte[]> messages(Path box) {
        try {
            return DropFile.messages(box);
        } catch (IOException unfinished) {
            return List.of();
        }
    }

    private long size() throws IOException {
        long size = 0;
        for (Path box : boxes) {
            size += Files.exists(box) ? Files.size(box) : 0;
        }
        return size;
    }

    private Instant lastWritten() throws IOException {
        Instant last = Instant.EPOCH;
        for (Path box : boxes) {
            Instant written = Files.getLastModifiedTime(box).toInstant();
            last = written.isAfter(last) ? written : last;
        }
        return last;
    }
}
