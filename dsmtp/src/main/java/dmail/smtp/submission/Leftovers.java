package dmail.smtp.submission;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.memory.CountByKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Removes from {@code submit/new} what is no mail: unfinished files of programs, and anything else
 * that was put there. Of one owner a limited number may remain; beyond it even new ones are
 * removed.
 */
final class Leftovers {
    private static final Duration LONGEST_WRITING = Duration.ofHours(1);
    static final int MOST_OF_ONE = 1000;

    private final InstantSource clock;
    private final Log log;

    Leftovers(InstantSource clock, Log log) {
        this.clock = clock;
        this.log = log;
    }

    /** One scan of the folder. */
    final class Round {
        private final Instant oldest = clock.instant().minus(LONGEST_WRITING);
        private final CountByKey<Integer> seen = new CountByKey<>();
        private int removed;
        private int stuck;

        /** Checks an entry that is no pickup file. */
        void look(Path file) {
            try {
                Optional<PickupFile> left = PickupFile.of(file);
                if (left.isPresent() && isTooMuch(left.get())) {
                    Files.delete(file);
                    removed++;
                }
            } catch (IOException _) {
                stuck++;
            }
        }

        private boolean isTooMuch(PickupFile left) {
            return left.changed().toInstant().isBefore(oldest)
                    || seen.add(left.owner()) > MOST_OF_ONE;
        }

        /** {@return how many can't be removed} */
        int end(Path folder) {
            if (removed > 0) {
                log.info(
                        LogLine.of("program leftovers removed")
                                .with("folder", folder)
                                .with("files", removed));
            }
            return stuck;
        }
    }
}
