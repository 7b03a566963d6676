package dmail.smtp.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.io.DiskSpace;
import dmail.common.memory.MemoryAccount;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.smtp.message.NoSpaceException;
import dmail.smtp.message.QueueIds;
import dmail.smtp.message.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpaceGuardTest {
    private static final long MEGA = 1 << 20;

    private final FakeClock clock = FakeClock.atNoon();
    private final MemoryLog log = new MemoryLog();
    private final List<String> notices = new ArrayList<>();
    private DiskSpace free = new DiskSpace(50 * MEGA, 5000);
    private long octetsInDelivery;
    private MinFreeSpace floor = new MinFreeSpace(10 * MEGA, 1000);
    private Optional<IOException> trouble = Optional.empty();
    private final SpaceGuard guard =
            new SpaceGuard(
                    () -> floor,
                    this::measure,
                    () -> octetsInDelivery,
                    (subject, text) -> notices.add(subject + "\n" + text),
                    clock,
                    log);

    private DiskSpace measure() throws IOException {
        if (trouble.isPresent()) {
            throw trouble.get();
        }
        return free;
    }

    private void have(long megabytes) {
        free = new DiskSpace(megabytes * MEGA, 5000);
        guard.look();
    }

    @Test
    void refusesBelowNineTenthsAndTakesMailAgainAtOnce() {
        assertFalse(guard.isShort());
        have(9);
        assertFalse(guard.isShort());
        have(8);
        assertTrue(guard.isShort());

        free = new DiskSpace(20 * MEGA, 5000);

        assertFalse(guard.isShort());
    }

    /** Each message is written once as it comes and once more into a drop file. */
    @Test
    void aBurstGetsNoMoreThanIsAboveTheFloor() {
        have(30);
        int taken = 0;
        while (guard.reserve(MEGA / 2)) {
            taken++;
        }
        assertEquals(21, taken);
        assertTrue(guard.isShort(1));

        // They are written and accepted, and not yet in drop files.
        have(20);
        octetsInDelivery = 10 * MEGA + MEGA / 2;
        guard.release(taken * MEGA / 2);
        assertFalse(guard.reserve(MEGA / 2));
        octetsInDelivery = 0;
        assertTrue(guard.reserve(MEGA / 2));
    }

    @Test
    void aMessageThatSaysHowLargeItIsNeedsRoomForThat() {
        have(20);

        assertFalse(guard.isShort(5 * MEGA));
        assertTrue(guard.isShort(6 * MEGA));
        assertFalse(guard.isShort(0));
    }

    @Test
    void aMessageGrowsAsFarAsThereIsRoom(@TempDir Path folder) throws IOException {
        have(10);
        Spool spool =
                new Spool(folder, new QueueIds(clock, new Random(1)), new MemoryAccount(1 << 21));
        byte[] octets = new byte[100_000];
        try (SpaceLimitedBody body = new SpaceLimitedBody(spool.newBody(), guard)) {
            for (int i = 0; i < 5; i++) {
                body.write(octets, 0, octets.length);
            }
            assertThrows(NoSpaceException.class, () -> body.write(octets, 0, octets.length));
            assertEquals(500_000, body.size());
        }
        assertTrue(guard.reserve(MEGA / 2), "it was given back");
    }

    @Test
    void saysInTheLogWhatItComesTo() {
        have(9);
        have(8);
        have(8);
        have(11);

        assertEquals(
                List.of(
                        "error: - space low octets=9437184 files=5000",
                        "error: - space exhausted octets=8388608" + " files=5000",
                        "info: - space sufficient octets=11534336 files=5000"),
                log.lines());
    }

    @Test
    void tellsTheAdministratorOnce() {
        have(9);
        have(8);
        have(20);
        have(9);

        assertEquals(1, notices.size());
        assertEquals(
                """
                Little disk space is left for mail
                The file system of work_path is nearly full.

                  free now:             9 MB, room for 5000 files
                  to be left:           10 MB (min_space), room for 1000 files (min_inodes)
                """,
                notices.getFirst()
                        .lines()
                        .limit(5)
                        .map(line -> line + "\n")
                        .reduce("", String::concat));
    }

    @Test
    void tellsHimAgainAfterAWhile() {
        have(9);
        have(20);
        clock.advance(Duration.ofHours(6));
        have(9);

        assertEquals(2, notices.size());
    }

    @Test
    void aReloadMovesTheFloor() {
        have(20);
        floor = new MinFreeSpace(100 * MEGA, 0);
        guard.look();

        assertTrue(guard.isShort());
    }

    @Test
    void refusesNothingWhenTheRoomIsNotKnown() {
        trouble = Optional.of(new IOException("stale handle"));
        guard.look();

        assertFalse(guard.isShort());
        assertTrue(
                log.lines().getFirst().startsWith("warning: - cannot read free space"),
                log.lines()::toString);
    }
}
