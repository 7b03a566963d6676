package dmail.smtp.submission;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Removes what lies in {@code submit/new} and is no mail: files that a program never finished, and
 * whatever others put there. Bounded: beyond a number of them each is removed however new it is.
 */
final class Leftovers {
    private static final Duration LONGEST_WRITING = Duration.ofHours(1);
    private static final int MOST_UNFINISHED = 10_000;

    private final InstantSource clock;
    private final Log log;

    Leftovers(InstantSource clock, Log log) {
        this.clock = clock;
        this.log = log;
    }

    /** One look at the folder. */
    final class Round {
        private final Instant oldest = clock.instant().minus(LONGEST_WRITING);
        private int seen;
        private int removed;
        private int stuck;

        /** Looks at one that is not left mail. */
        void look(Path file) {
            seen++;
            try {
                if (seen > MOST_UNFINISHED || isOld(file)) {
                    Files.delete(file);
                    removed++;
                }
            } catch (IOException _) {
                stuck++;
            }
        }

        private boolean isOld(Path file) throws IOException {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(oldest);
        }

        /** {@return how many can't be removed} */
        int end(Path folder) {
            if (removed > 0) {
                log.info(
                        LogLine.of("leftovers of programs removed")
                                .with("folder", folder)
                                .with("files", removed));
            }
            return stuck;
        }
    }
}
