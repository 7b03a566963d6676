package dmail.pop.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.pop.maildrop.Maildrop;
import dmail.pop.store.Spool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drop files made of pieces that matter, in any order: what is counted is what is sent. */
class MboxFuzzTest {
    private static final String[] PIECES = {
        Spool.FROM,
        "From nobody nowhere\n",
        ">From x\n",
        ">>>From",
        "Status: RO\n",
        "status:",
        "Content-Length: 5\n",
        " continued\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        ".\n",
        "..",
        "Subject: x\n",
        "text\n",
        "\0\0\0\0",
        "\u00ff\u00fe\n",
        "x".repeat(700)
    };

    @TempDir private Path folder;

    @Test
    void countsWhatItSendsInAnyFile() throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4155);
        for (int round = 0; round < 400; round++) {
            Spool spool = new Spool(folder).holds(drop(random));
            try (Maildrop maildrop = spool.open()) {
                checkAll(maildrop, "round " + round);
            }
        }
    }

    private static String drop(RandomGenerator random) {
        StringBuilder drop = new StringBuilder();
        int pieces = random.nextInt(40);
        for (int i = 0; i < pieces; i++) {
            drop.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return drop.toString();
    }

    private static void checkAll(Maildrop maildrop, String round) throws IOException {
        Set<String> uidls = new HashSet<>();
        long octets = 0;
        for (int number = 1; number <= maildrop.size(); number++) {
            String sent = Spool.retr(maildrop, number);
            String undotted =
                    (sent.startsWith(".") ? sent.substring(1) : sent).replace("\n..", "\n.");
            assertEquals(undotted.length(), maildrop.octets(number), round);
            assertTrue(sent.isEmpty() || sent.endsWith("\r\n"), round);
            assertTrue(!("\r\n" + sent).contains("\r\n.\r\n"), round);
            assertTrue(uidls.add(Spool.uidl(maildrop, number)), round);
            octets += maildrop.octets(number);
        }
        assertEquals(octets, maildrop.octets(), round);
    }

    /** Growing piece by piece, with the index of before, comes to the same as reading it all. */
    @Test
    void appendingComesToTheSameAsReadingAnew() throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(822);
        for (int round = 0; round < 100; round++) {
            Spool spool = new Spool(folder.resolve("round" + round));
            for (int step = 0; step < 5; step++) {
                spool.append(drop(random));
                List<String> grown = sizes(spool);
                assertEquals(sizes(spool.indexedAnew()), grown, "round " + round + " step " + step);
            }
        }
    }

    private static List<String> sizes(Spool spool) throws IOException {
        try (Maildrop maildrop = spool.open()) {
            String[] sizes = new String[maildrop.size()];
            for (int number = 1; number <= sizes.length; number++) {
                sizes[number - 1] =
                        maildrop.octets(number) + Spool.uidl(maildrop, number).substring(0, 32);
            }
            return List.of(sizes);
        }
    }

    private static List<String> sizes(MailboxIndex index) throws IOException {
        String[] sizes = new String[index.messages()];
        for (int number = 1; number <= sizes.length; number++) {
            byte[] text = new byte[Uidl.LONGEST];
            index.uidl(number).put(text, 0);
            sizes[number - 1] =
                    index.octets(number) + new String(text, 0, 32, StandardCharsets.US_ASCII);
        }
        return List.of(sizes);
    }
}
