package dmail.smtp.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.EmailAddress;
import dmail.common.testing.MemoryLog;
import dmail.smtp.message.Body;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.FakeMailQueue;
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

class ArchivingQueueTest {
    private static final byte[] MESSAGE =
            "Subject: x\r\n\r\ntext\r\n".getBytes(StandardCharsets.US_ASCII);

    private final FakeMailQueue queue = new FakeMailQueue();
    private final MemoryLog log = new MemoryLog();
    private @TempDir Path folder;
    private Optional<Path> root = Optional.empty();
    private final ArchivingQueue archiving =
            new ArchivingQueue(queue, () -> root, ZoneOffset.ofHours(2), log);

    @BeforeEach
    void root() {
        root = Optional.of(folder.resolve("archive"));
    }

    /** Accepted two hours before midnight UTC, so a day later in this zone. */
    private String send() throws IOException {
        try (BodySink sink = archiving.newBody()) {
            sink.write(MESSAGE, 0, MESSAGE.length);
            Body body = sink.finish();
            archiving.accept(
                    new Envelope(
                            sink.id(),
                            Instant.parse("2026-11-21T22:00:00Z"),
                            ReversePath.of(address("ann@a.example")),
                            List.of(
                                    Recipient.of(address("bob@b.example")),
                                    Recipient.of(address("carol@c.example"))),
                            false,
                            false,
                            DsnRequest.NONE),
                    body);
            return sink.id().text();
        }
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
        Path copy = folder.resolve("archive/2026-11-22").resolve(send() + ".eml");

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
        assertEquals(1, queue.envelopes().size());
    }

    @Test
    void withoutAnArchiveThereIsNone() throws IOException {
        root = Optional.empty();
        send();

        assertEquals(List.of(), files());
        assertEquals(1, queue.envelopes().size());
    }

    @Test
    void whatHasNoCopyIsNotAccepted() throws IOException {
        Files.createFile(folder.resolve("archive"));

        assertThrows(IOException.class, this::send);

        assertEquals(List.of(), queue.envelopes());
        assertTrue(
                log.lines().getFirst().contains(" archive failed folder="), log.lines()::toString);
    }

    @Test
    void whatIsNotAcceptedHasNoCopy() throws IOException {
        queue.fail();

        assertThrows(IOException.class, this::send);

        assertEquals(List.of(), files());
        assertFalse(Files.notExists(folder.resolve("archive/2026-11-22")));
    }
}
