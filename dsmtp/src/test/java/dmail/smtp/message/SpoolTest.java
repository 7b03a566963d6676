package dmail.smtp.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.memory.ClientGroup;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemoryUse;
import dmail.common.memory.SessionMemory;
import dmail.common.memory.SessionMemory.Line;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpoolTest {
    private static final int PLENTY = 16 << 20;
    private static final int LIMIT = SpillingSink.LONGEST_IN_MEMORY;

    @TempDir private Path folder;
    private final QueueIds ids =
            new QueueIds(() -> Instant.parse("2026-11-21T12:00:00Z"), new Random(1));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8191, 8192, 8193, LIMIT - 1, LIMIT})
    void aSmallBodyStaysInMemory(int length) throws IOException {
        byte[] octets = octets(length);
        try (BodySink sink = spool(PLENTY).newBody()) {
            writeInParts(sink, octets, 5000);

            assertEquals(length, sink.size());
            assertArrayEquals(octets, read(assertInstanceOf(MemoryBody.class, sink.finish())));
            assertEquals(0, files());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, 2 * LIMIT, 1_000_000})
    void aLargeBodyGoesToAFileNamedAfterTheMessage(int length) throws IOException {
        byte[] octets = octets(length);
        Spool spool = spool(PLENTY);
        try (BodySink sink = spool.newBody()) {
            writeInParts(sink, octets, 70_000);

            FileBody body = assertInstanceOf(FileBody.class, sink.finish());
            assertEquals(folder.resolve(sink.id().text()), body.file());
            assertArrayEquals(octets, read(body));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8192, 3 * 8192})
    void whenMemoryIsShortSmallBodiesGoToFilesToo(int memory) throws IOException {
        byte[] octets = octets(100_000);
        try (BodySink sink = spool(memory).newBody()) {
            writeInParts(sink, octets, 3000);

            assertArrayEquals(octets, read(assertInstanceOf(FileBody.class, sink.finish())));
        }
    }

    @Test
    void memoryIsGivenBackWhenABodyIsClosed() throws IOException {
        Spool spool = spool(8192);
        for (int i = 0; i < 3; i++) {
            try (BodySink sink = spool.newBody()) {
                sink.write(octets(100), 0, 100);
                assertInstanceOf(MemoryBody.class, sink.finish());
            }
        }
    }

    @Test
    void aBodyCountsForTheSessionThatItComesIn() throws IOException {
        MemoryAccount account = new MemoryAccount(PLENTY);
        SessionMemory rich = account.open(new ClientGroup.User("rich"), 0, Line.NONE);
        SessionMemory poor = account.open(new ClientGroup.User("poor"), 0, Line.NONE);
        Spool spool = new Spool(folder, ids, account);
        try (BodySink sink = spool.newBody(rich)) {
            sink.write(octets(LIMIT), 0, LIMIT);
            assertEquals(LIMIT, account.taken(MemoryUse.BODIES));
            rich.listens(0);

            assertTrue(account.tryTake(MemoryUse.TABLES, PLENTY - LIMIT));
            assertFalse(poor.tryTake(MemoryUse.ENVELOPES, 1));

            assertTrue(rich.givesWay());
        }
        assertEquals(0, account.taken(MemoryUse.BODIES));
        rich.close();
        assertEquals(0, account.taken(MemoryUse.BODIES));
        assertTrue(poor.tryTake(MemoryUse.ENVELOPES, 1));
    }

    @Test
    void anAbandonedBodyLeavesNothingBehind() throws IOException {
        try (BodySink sink = spool(0).newBody()) {
            sink.write(octets(100), 0, 100);
            assertEquals(1, files());
        }

        assertEquals(0, files());
    }

    @Test
    void anAcceptedBodyStays() throws IOException {
        Spool spool = spool(0);
        QueueId id;
        try (BodySink sink = spool.newBody()) {
            id = sink.id();
            sink.write(octets(100), 0, 100);
            sink.finish();
            spool.claim(id);
        }

        assertEquals(1, files());
        spool.remove(id);
        assertEquals(0, files());
    }

    @Test
    void afterAStartOnlyWhatTheJournalNeedsStays() throws IOException {
        QueueId needed = ids.next();
        Files.createFile(folder.resolve(needed.text()));
        Files.createFile(folder.resolve(ids.next().text()));
        Path foreign = Files.createFile(folder.resolve("README"));

        assertEquals(1, spool(0).removeAllBut(Set.of(needed), _ -> {}));

        assertEquals(2, files());
        assertTrue(Files.exists(foreign));
    }

    private Spool spool(long memory) {
        return new Spool(folder, ids, new MemoryAccount(2 * memory));
    }

    private static void writeInParts(BodySink sink, byte[] octets, int part) throws IOException {
        for (int at = 0; at < octets.length; at += part) {
            sink.write(octets, at, Math.min(part, octets.length - at));
        }
    }

    private static byte[] read(Body body) throws IOException {
        try (InputStream in = body.open()) {
            return in.readAllBytes();
        }
    }

    private static byte[] octets(int length) {
        byte[] octets = new byte[length];
        new Random(length).nextBytes(octets);
        return octets;
    }

    private long files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }
}
