package dmail.smtp.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.EmailAddress;
import dmail.common.testing.MemoryLog;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrentArchiveTest {
    private static final QueueId ID = new QueueId("00000000000001");
    private static final byte[] MESSAGE =
            "Subject: x\r\n\r\ntext\r\n".getBytes(StandardCharsets.US_ASCII);

    private final MemoryLog log = new MemoryLog();
    private @TempDir Path folder;
    private Optional<Path> root = Optional.empty();
    private final CurrentArchive archive =
            new CurrentArchive(() -> root, ZoneOffset.ofHours(2), log);

    @BeforeEach
    void root() {
        root = Optional.of(folder.resolve("archive"));
    }

    /** Accepted two hours before midnight UTC, so a day later in this zone. */
    private Optional<Path> keep() throws IOException {
        Envelope envelope =
                new Envelope(
                        ID,
                        Instant.parse("2026-11-21T22:00:00Z"),
                        ReversePath.of(address("ann@a.example")),
                        List.of(
                                Recipient.of(address("bob@b.example")),
                                Recipient.of(address("carol@c.example"))),
                        false,
                        false,
                        DsnRequest.NONE);
        return archive.keep(envelope, MemoryBody.of(MESSAGE));
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aCopyTellsFromWhomAndForWhomItIs() throws IOException {
        Path copy = folder.resolve("archive/2026-11-22").resolve(ID.text() + ".eml");

        assertEquals(Optional.of(copy), keep());

        assertEquals(List.of(copy), files());
        assertEquals(
                """
                Return-Path: <ann@a.example>
                X-Envelope-To: <bob@b.example>
                X-Envelope-To: <carol@c.example>
                Subject: x

                text
                """,
                Files.readString(copy).replace("\r\n", "\n"));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
    }

    @Test
    void withoutAnArchiveThereIsNone() throws IOException {
        root = Optional.empty();

        assertEquals(Optional.empty(), keep());

        assertEquals(List.of(), files());
    }

    @Test
    void whatHasNoCopyIsNotAccepted() throws IOException {
        Files.createFile(folder.resolve("archive"));

        assertThrows(IOException.class, this::keep);

        assertTrue(
                log.lines().getFirst().contains(" archive failed folder="), log.lines()::toString);
    }

    @Test
    void whatIsNotAcceptedHasNoCopy() throws IOException {
        archive.remove(keep().orElseThrow());

        assertEquals(List.of(), files());
        assertFalse(Files.notExists(folder.resolve("archive/2026-11-22")));
    }
}
