package dmail.smtp.queuefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.CrashDisk;
import dmail.common.testing.CrashDisk.Op;
import dmail.common.testing.PowerLoss;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Reception;
import dmail.smtp.message.TestMessages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Messages are queued, tried and removed, and the power is lost behind each single change that this
 * asks of the disk, with all that the disk may then hold.
 */
final class QueueCrashTest {
    private static final QueueId ONE = new QueueId("0000000000000A");
    private static final QueueId TWO = new QueueId("0000000000000B");
    private static final QueueId OLD = new QueueId("0000000000000C");
    private static final String BOB = "bob@a.example";
    private static final String CD = "\"c d\"@a.example";

    /** Half of the one and half of the other is no date. */
    private static final Instant LAST_OF_MONTH = Instant.parse("2027-01-31T23:59:59Z");

    private static final Instant FIRST_OF_MONTH = Instant.parse("2027-02-01T01:59:59Z");

    private static final String VERSION_1 =
            """
            DMail-Queue-File: 1
            id: 0000000000000C
            due: 2026-11-21T12:01:00Z
            held: n
            noticed: n
            accepted: 2026-11-21T12:00:00Z
            sender: <alice@host.example>
            flags:
            ret: UNSET
            envid:
            recipient: <bob@a.example>
            done: n
            attempts: 000001
            status: 4.2.1
            reason: busy
            host:
            reply:
            recipient: <"c d"@a.example>
            done: n
            attempts: 000001
            status: 4.2.1
            reason: busy
            host:
            reply:
            size: 7

            hello\r
            """;

    @TempDir private Path folder;
    private CrashDisk disk = new CrashDisk(Path.of("unset"));
    private QueueDirectory directory = new QueueDirectory(Path.of("unset"));

    /** Who must still get a message, and by which change this was so for sure. */
    private record Owed(int since, QueueId id, Set<String> recipients, boolean held) {}

    private final List<Owed> owed = new ArrayList<>();
    private final Map<QueueId, Integer> removedAt = new HashMap<>();

    @BeforeEach
    void record() throws IOException {
        Path root = Files.createDirectories(folder.resolve("history"));
        Files.createDirectory(root.resolve("queue"));
        disk = new CrashDisk(root);
        directory = new QueueDirectory(root.resolve("queue"), disk);
        old();
        owes(ONE, TestMessages.message(ONE), BOB, CD);
        owes(TWO, TestMessages.message(TWO), BOB, CD);
        QueueFileReading.Understood one = read(directory, ONE);
        // Not synced: it may be lost with the power, and what was delivered is delivered again.
        directory.done(ONE, one.fields(), List.of(0));
        owes(ONE, Set.of(CD), false);
        directory.postpone(ONE, one.fields(), LAST_OF_MONTH, tried(one, 1, LAST_OF_MONTH));
        one = read(directory, ONE);
        directory.postpone(ONE, one.fields(), FIRST_OF_MONTH, tried(one, 0, FIRST_OF_MONTH));
        one = read(directory, ONE);
        directory.hold(ONE, one.fields(), true);
        owes(ONE, Set.of(CD), true);
        directory.hold(ONE, read(directory, ONE).fields(), false);
        owes(ONE, Set.of(CD), false);
        QueuedMessage two = read(directory, TWO).message();
        owes(TWO, two.after(two.recipients()), BOB, CD);
        removedAt.put(TWO, disk.ops().size());
        directory.remove(directory.file(TWO));
        removedAt.put(ONE, disk.ops().size());
        directory.remove(directory.file(ONE));
    }

    /** A file of version 1 is there from the beginning, and becomes one of version 2. */
    private void old() throws IOException {
        Path file = directory.file(OLD);
        Files.writeString(file, VERSION_1);
        disk.knows(file);
        owes(OLD, Set.of(BOB, CD), false);
        QueueFileReading.Understood old = read(directory, OLD);
        directory.postpone(OLD, old.fields(), LAST_OF_MONTH, tried(old, 0, LAST_OF_MONTH));
        old = read(directory, OLD);
        directory.done(OLD, old.fields(), List.of(0));
        owes(OLD, Set.of(CD), false);
        QueuedMessage left = read(directory, OLD).message();
        owes(OLD, left.after(left.recipients()), CD);
    }

    private static Map<Integer, RecipientStatus> tried(
            QueueFileReading.Understood before, int index, Instant next) {
        RecipientStatus status = before.message().recipients().get(index);
        return Map.of(index, status.failed(status.last(), next));
    }

    private void owes(QueueId id, QueuedMessage message, String... recipients) throws IOException {
        directory.store(message);
        owes(id, Set.of(recipients), false);
    }

    private void owes(QueueId id, Set<String> recipients, boolean held) {
        owed.add(new Owed(disk.ops().size(), id, recipients, held));
    }

    @Test
    void whenThePowerGoesNothingThatIsQueuedIsLostOrHalfThere() throws IOException {
        int states = prove(disk.ops());
        assertTrue(states > 60, "only " + states + " states were seen");
    }

    /** If a queue that forgets to sync passed as well, this would prove nothing. */
    @Test
    void withoutSyncsMailIsLost() {
        List<Op> careless = disk.ops().stream().filter(op -> !(op instanceof Op.Sync)).toList();
        assertThrows(AssertionError.class, () -> prove(careless));
        List<Op> nameless =
                disk.ops().stream().filter(op -> !(op instanceof Op.SyncFolder)).toList();
        assertThrows(AssertionError.class, () -> prove(nameless));
    }

    private int prove(List<Op> ops) throws IOException {
        String old = "queue/" + OLD;
        PowerLoss loss =
                new PowerLoss(
                        Map.of(old, VERSION_1.getBytes(StandardCharsets.US_ASCII)),
                        Map.of(old, 0),
                        Set.of("queue"));
        int states = 0;
        for (int at = 0; at <= ops.size(); at++) {
            for (PowerLoss.Image image : loss.after(ops.subList(0, at))) {
                states++;
                Path root = folder.resolve(ops.size() + "-" + states);
                image.layOut(root);
                isWhole(root.resolve("queue"), at);
            }
        }
        return states;
    }

    private void isWhole(Path queue, int at) throws IOException {
        QueueDirectory found = new QueueDirectory(queue);
        found.removeUnfinished(_ -> {});
        Set<QueueId> there = new HashSet<>();
        List<Path> files = new ArrayList<>();
        found.forEach(files::add);
        for (Path file : files) {
            QueueId id = new QueueId(file.getFileName().toString());
            there.add(id);
            isWhole(found.read(file), id, at);
        }
        for (QueueId id : List.of(ONE, TWO, OLD)) {
            boolean mayBeGone = removedAt.getOrDefault(id, Integer.MAX_VALUE) < at;
            boolean isQueued = owed.stream().anyMatch(o -> o.id().equals(id) && o.since() <= at);
            assertTrue(
                    !isQueued || mayBeGone || there.contains(id), "lost after " + at + ": " + id);
        }
    }

    /** All its text is there, and who is left is at least who was left at last. */
    private void isWhole(QueueFileReading reading, QueueId id, int at) throws IOException {
        QueueFileReading.Understood whole =
                assertInstanceOf(QueueFileReading.Understood.class, reading, "after " + at);
        try (InputStream body = whole.message().body().open()) {
            assertEquals("hello\r\n", new String(body.readAllBytes(), StandardCharsets.US_ASCII));
        }
        assertEquals(
                id.equals(OLD) ? Reception.NONE : TestMessages.RECEPTION,
                whole.message().envelope().reception());
        Set<String> left = new HashSet<>();
        whole.message().recipients().forEach(r -> left.add(r.recipient().address().toString()));
        assertTrue(Set.of(BOB, CD).containsAll(left), left::toString);
        Owed last = null;
        for (Owed each : owed) {
            last = each.id().equals(id) && each.since() <= at ? each : last;
        }
        assertTrue(
                last == null || left.containsAll(last.recipients()), "after " + at + ": " + left);
        assertFalse(
                last != null && last.held() && !whole.message().held() && settled(at),
                "no longer held after " + at);
    }

    /** {@return whether no change of the hold is under way} */
    private boolean settled(int at) {
        return owed.stream().anyMatch(o -> o.since() == at);
    }

    private static QueueFileReading.Understood read(QueueDirectory from, QueueId id)
            throws IOException {
        return assertInstanceOf(QueueFileReading.Understood.class, from.read(from.file(id)));
    }
}
