package dmail.common.mbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectedLedgerTest {
    private static final Path BOB = Path.of("/mail/bob");

    @TempDir private Path work;
    private CollectedLedger writer;
    private CollectedLedger reader;

    @BeforeEach
    void twoProgramsOnOneFolder() {
        writer = new CollectedLedger(work);
        reader = new CollectedLedger(work);
    }

    @Test
    void tellsWhichOfSomeMessagesWereTakenOut() throws IOException {
        assertEquals(Set.of(), reader.among(BOB, Set.of("A1")));

        writer.append(BOB, List.of("A1", "A2"));
        writer.append(BOB, List.of());
        writer.append(BOB, List.of("A3"));

        assertEquals(Set.of("A1", "A3"), reader.among(BOB, Set.of("A1", "A3", "B1")));
        assertEquals(
                "/mail/bob A1\n/mail/bob A2\n/mail/bob A3\n",
                Files.readString(work.resolve("collected.log")));
    }

    @Test
    void keepsTheRecipientsOfAMessageApart() throws IOException {
        writer.append(Path.of("/mail/b\u00f6b"), List.of("A1"));

        assertEquals(Set.of(), reader.among(BOB, Set.of("A1")));
        assertEquals(Set.of("A1"), reader.among(Path.of("/mail/b\u00f6b"), Set.of("A1")));
    }

    @Test
    void goesOnBehindATornLine() throws IOException {
        writer.append(BOB, List.of("A1"));
        Files.writeString(work.resolve("collected.log"), "/mail/bob A", StandardOpenOption.APPEND);

        writer.append(BOB, List.of("A3"));

        assertEquals(Set.of("A1", "A3"), reader.among(BOB, Set.of("A1", "A2", "A3")));
    }

    @Test
    void keepsTheFileBeforeWhenItTurnsOver() throws IOException {
        Files.writeString(work.resolve("collected.log.1"), "/mail/bob A0\n");
        writer.append(BOB, List.of("A1"));
        String filler = "x".repeat((int) CollectedLedger.ROTATED_AT) + "\n";
        Files.writeString(work.resolve("collected.log"), filler, StandardOpenOption.APPEND);

        writer.append(BOB, List.of("A2"));

        assertEquals(Set.of("A1", "A2"), reader.among(BOB, Set.of("A0", "A1", "A2")));
        assertEquals("/mail/bob A2\n", Files.readString(work.resolve("collected.log")));
    }
}
