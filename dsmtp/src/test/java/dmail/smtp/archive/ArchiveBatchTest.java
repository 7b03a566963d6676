package dmail.smtp.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It is noon of 2026-11-21 at first. */
class ArchiveBatchTest {
    private final FakeClock clock = FakeClock.atNoon();
    private final MemoryLog log = new MemoryLog();
    private @TempDir Path folder;
    private Optional<String> command = Optional.empty();

    private final ArchiveBatch batch =
            new ArchiveBatch(
                    () -> new ArchiveBatch.Orders(Optional.of(folder.resolve("archive")), command),
                    clock,
                    ZoneOffset.UTC,
                    Runnable::run,
                    log);

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(folder.resolve("moved"));
        command = Optional.of("/bin/mv -t \"" + folder.resolve("moved") + "\"");
        for (String day : List.of("2026-11-19", "2026-11-20", "2026-11-21", "notes")) {
            Files.createDirectories(folder.resolve("archive").resolve(day));
        }
    }

    private List<String> in(String name) throws IOException {
        try (Stream<Path> folders = Files.list(folder.resolve(name))) {
            return folders.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void movesWhatIsLeftOfFormerDaysAndADayWhenItIsOver() throws IOException {
        batch.look();
        assertEquals(List.of("2026-11-19", "2026-11-20"), in("moved"));
        clock.advance(Duration.ofHours(11));
        batch.look();
        assertEquals(List.of("2026-11-21", "notes"), in("archive"));

        clock.advance(Duration.ofHours(1));
        batch.look();

        assertEquals(List.of("notes"), in("archive"));
        assertEquals(
                "info: - archive_batch folder=" + folder.resolve("archive/2026-11-21") + " code=0",
                log.lines().getLast());
    }

    @Test
    void aProgramThatFailsIsLoggedAndRunAgainTheNextDay() throws IOException {
        command = Optional.of("/bin/sh -c 'echo no tape; exit 3'");
        batch.look();
        batch.look();

        assertEquals(2, log.lines().size());
        assertTrue(
                log.lines().getFirst().startsWith("error: - archive_batch folder="),
                log.lines()::toString);
        assertTrue(
                log.lines().getFirst().endsWith(" code=3 said=\"no tape\""), log.lines()::toString);
        clock.advance(Duration.ofDays(1));
        batch.look();
        assertEquals(5, log.lines().size());
    }

    @Test
    void aProgramThatIsNotThereIsLogged() {
        command = Optional.of("/nowhere/at/all");
        batch.look();

        assertTrue(
                log.lines().getFirst().startsWith("error: - cannot run archive_batch folder="),
                log.lines()::toString);
    }

    @Test
    void withoutAProgramTheyStay() throws IOException {
        command = Optional.empty();
        batch.look();

        assertEquals(4, in("archive").size());
    }
}
