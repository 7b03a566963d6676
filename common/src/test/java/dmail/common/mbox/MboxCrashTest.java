package dmail.common.mbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.dropfile.TestDrop;
import dmail.common.testing.CrashDisk;
import dmail.common.testing.CrashDisk.Op;
import dmail.common.testing.PowerLoss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Messages are appended to a drop file, and the power is lost behind each single change that this
 * asks of the disk, with all that the file may then hold. Delivery then goes on with what it hasn't
 * noted as done, as DSMTP does: in the end each message is there once, octet by octet.
 */
final class MboxCrashTest {
    private static final String OLD =
            TestDrop.FROM_LINE + "Subject: of old\n\nFrom another program\n\n";

    private final MboxAppender appender = new MboxAppender(() -> DropLimit.NONE);
    @TempDir private Path folder;
    private CrashDisk disk = new CrashDisk(Path.of("unset"));

    /** By which change a message was offered, and by which it was safe. */
    private record Span(int offered, int safe) {}

    private final Map<String, Span> messages = new LinkedHashMap<>();

    @BeforeEach
    void deliver() throws IOException {
        Path root = Files.createDirectories(folder.resolve("history"));
        disk = new CrashDisk(root);
        try (TestDrop drop = TestDrop.open(root, OLD)) {
            disk.knows(drop.dropFile());
            TestDrop recorded = drop.on(disk.over(drop.dropFile(), drop.channel()));
            append(recorded, "0000000000000A");
            append(recorded, "0000000000000B", "0000000000000C", "0000000000000D");
            append(recorded, "0000000000000E");
        }
    }

    private void append(TestDrop drop, String... ids) throws IOException {
        int offered = disk.ops().size();
        List<MboxEntry> entries = List.of(ids).stream().map(MboxCrashTest::entry).toList();
        appender.append(drop, entries);
        for (String id : ids) {
            messages.put(id, new Span(offered, disk.ops().size()));
        }
    }

    private static String text(String id) {
        return "Subject: " + id + "\n\n>From here\n" + (id + "\n").repeat(80);
    }

    private static MboxEntry entry(String id) {
        String sent = text(id).replace(">From", "From").replace("\n", "\r\n");
        return TestDrop.message(id, sent);
    }

    @Test
    void whenThePowerGoesEachMessageIsThereOnceInTheEnd() throws IOException {
        int states = prove(disk.ops());
        assertTrue(states > 50, "only " + states + " states were seen");
    }

    /** If a delivery that forgets to sync passed as well, this would prove nothing. */
    @Test
    void withoutSyncsMailIsLost() {
        List<Op> careless = disk.ops().stream().filter(op -> !(op instanceof Op.Sync)).toList();
        assertThrows(AssertionError.class, () -> prove(careless));
    }

    private int prove(List<Op> ops) throws IOException {
        PowerLoss loss =
                new PowerLoss(Map.of("bob", OLD.getBytes(ISO_8859_1)), Map.of("bob", 0), Set.of());
        int states = 0;
        for (int at = 0; at <= ops.size(); at++) {
            for (PowerLoss.Image image : loss.after(ops.subList(0, at))) {
                states++;
                String content = image.files().getOrDefault("bob", "");
                String where = "after " + at + " changes: " + content;
                keepAlive(content, at, false, where);
                keepAlive(content, at, true, where);
            }
        }
        return states;
    }

    /**
     * Delivers what isn't known to be safe.
     *
     * @param forgetful whether the notes about what is safe went with the power, too
     */
    private void keepAlive(String content, int at, boolean forgetful, String where)
            throws IOException {
        List<String> offered = new ArrayList<>();
        List<MboxEntry> again = new ArrayList<>();
        messages.forEach((id, span) -> {
            if (span.offered() <= at) {
                offered.add(id);
                if (forgetful || span.safe() > at) {
                    again.add(entry(id));
                }
            }
        });
        Path root = Files.createDirectories(folder.resolve("state"));
        try (TestDrop drop = TestDrop.open(root, content)) {
            Set<MboxEntry> there = new Arrivals(new CollectedLedger(root)).there(drop, again);
            appender.append(drop, again.stream().filter(e -> !there.contains(e)).toList());
            assertEach(offered, drop.content(), where);
        }
    }

    /** Whatever order they came in, nothing but the messages is there. */
    private static void assertEach(List<String> offered, String content, String where) {
        assertTrue(content.startsWith(OLD), where);
        String rest = content.substring(OLD.length());
        for (String id : offered) {
            String stored = TestDrop.stored(id, text(id));
            assertTrue(rest.contains(stored), () -> id + " is not there " + where);
            rest = rest.replaceFirst(Pattern.quote(stored), "");
        }
        assertEquals("", rest, () -> where);
    }
}
