package dmail.common.mbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.dropfile.TestDrop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drop files of any content: whatever stands there, new mail comes out whole. */
class MboxFuzzTest {
    private static final String[] PIECES = {
        "From ",
        "From x Sat Dec 26 09:37:48 1998\n",
        "\n",
        "\n\n",
        "\0\0\0",
        "x",
        ">",
        "\r\n",
        TestDrop.stored("ONE", "\none\n"),
        TestDrop.trace("ONE"),
        TestDrop.trace("TWO"),
        TestDrop.stored("TWO", "\n" + "two\n".repeat(20_000)),
        "Received:",
        "\377\376",
        "\t ",
        "x".repeat(70_000),
        "F".repeat(2100),
        "Status: RO\n",
    };
    private static final MboxEntry ONE = TestDrop.message("ONE", "\r\none\r\n");

    @TempDir private Path folder;

    @Test
    void writesWholeMessagesBehindAnything() throws IOException {
        Random random = new Random(67);
        for (int round = 0; round < 400; round++) {
            String content = content(random);
            try (TestDrop drop = TestDrop.open(folder, content)) {
                String after = redelivered(drop);
                // Other programs may change headers, so only what follows ours is looked at.
                assertTrue(after.contains(TestDrop.trace("ONE") + "\none\n"), () -> shown(after));
                assertEquals(after, redelivered(drop), "delivered again, nothing changes");
            }
        }
    }

    @Test
    void findsTheSameMessagesAsASimpleReader() throws IOException {
        Random random = new Random(68);
        for (int round = 0; round < 400; round++) {
            String content = content(random);
            try (TestDrop drop = TestDrop.open(folder, content)) {
                List<Long> starts = new ArrayList<>();
                for (long start : MessageStarts.in(drop.channel())) {
                    starts.add(start);
                }
                assertEquals(startsIn(content), starts);
            }
        }
    }

    private static String shown(String content) {
        return content.replaceAll("(x|F|two\n){20,}", "$1...");
    }

    private static List<Long> startsIn(String content) {
        List<Long> starts = new ArrayList<>();
        long at = 0;
        for (String line : content.split("\n", -1)) {
            byte[] octets = line.getBytes(ISO_8859_1);
            if (FromLine.isFromLine(octets, 0, octets.length)) {
                starts.add(at);
            }
            at += octets.length + 1;
        }
        return starts;
    }

    private static String content(Random random) {
        StringBuilder content = new StringBuilder();
        for (int i = random.nextInt(9); i > 0; i--) {
            String piece = PIECES[random.nextInt(PIECES.length)];
            boolean torn = random.nextInt(4) == 0;
            content.append(torn ? piece.substring(random.nextInt(piece.length())) : piece);
            if (random.nextInt(6) == 0) {
                content.setLength(random.nextInt(content.length() + 1));
            }
        }
        return content.toString();
    }

    private String redelivered(TestDrop drop) throws IOException {
        TestDrop quick = drop.on(FaultyChannel.quick(drop.channel()));
        List<MboxEntry> missing = new ArrayList<>(List.of(ONE));
        missing.removeAll(new Arrivals(new CollectedLedger(folder)).there(quick, missing));
        new MboxAppender(() -> DropLimit.NONE).append(quick, missing);
        return drop.content();
    }
}
