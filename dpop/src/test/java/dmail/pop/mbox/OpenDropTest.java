package dmail.pop.mbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dmail.pop.maildrop.Maildrop;
import dmail.pop.store.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading several messages of a drop file at once must not show. */
class OpenDropTest {
    private static final int MESSAGES = 60;

    @TempDir private Path folder;

    /** {@return a body of whole lines, which differs from others of the same length} */
    private static String body(int number, int octets) {
        String line = "%09d\n".formatted(number);
        return line.repeat(octets / line.length());
    }

    private static String sent(int number, int octets) {
        String text = "Subject: " + number + "\n\n" + body(number, octets);
        return text.replace("\n", "\r\n");
    }

    private Spool spool(int messages, int octets) throws IOException {
        StringBuilder mbox = new StringBuilder();
        for (int number = 1; number <= messages; number++) {
            mbox.append(Spool.message("" + number, body(number, octets)));
        }
        return new Spool(folder).holds(mbox.toString());
    }

    @Test
    void eachMessageComesWholeInWhateverOrder() throws IOException {
        Random random = new Random(7);
        int[] octets = random.ints(MESSAGES + 1, 0, OpenDrop.BLOCK * 5 / 4).toArray();
        octets[5] = OpenDrop.BLOCK;
        StringBuilder mbox = new StringBuilder();
        for (int number = 1; number <= MESSAGES; number++) {
            mbox.append(Spool.message("" + number, body(number, octets[number])));
        }
        Spool spool = new Spool(folder).holds(mbox.toString());

        try (Maildrop maildrop = spool.open()) {
            List<Integer> numbers = IntStream.rangeClosed(1, MESSAGES).boxed().toList();
            for (int number : numbers) {
                assertEquals(sent(number, octets[number]), Spool.retr(maildrop, number));
            }
            for (int number : numbers.reversed()) {
                assertEquals(sent(number, octets[number]), Spool.retr(maildrop, number));
            }
            for (int i = 0; i < 5 * MESSAGES; i++) {
                int number = random.nextInt(1, MESSAGES + 1);
                assertEquals(sent(number, octets[number]), Spool.retr(maildrop, number));
            }
        }
    }

    @Test
    void whatWasReadBeforeTheFileChangedIsSentAsItWas() throws IOException {
        int octets = OpenDrop.BLOCK / 4;
        Spool spool = spool(8, octets);

        try (Maildrop maildrop = spool.open()) {
            assertEquals(sent(1, octets), Spool.retr(maildrop, 1));
            spool.holds(spool.dropOctets().replace("0000", "9999"));

            assertEquals(sent(2, octets), Spool.retr(maildrop, 2));
            assertEquals(sent(3, octets), Spool.retr(maildrop, 3));
            assertInstanceOf(Maildrop.Reading.Changed.class, maildrop.read(4));
            assertInstanceOf(Maildrop.Reading.Changed.class, maildrop.read(2));
        }
    }

    @Test
    void mailThatArrivesMeanwhileChangesNothing() throws IOException {
        int octets = OpenDrop.BLOCK / 4;
        Spool spool = spool(8, octets);

        try (Maildrop maildrop = spool.open()) {
            for (int number = 1; number <= 8; number++) {
                assertEquals(sent(number, octets), Spool.retr(maildrop, number));
                spool.append(Spool.message("new", "text\n"));
            }
        }
    }

    @Test
    void whatWasReadAheadIsForgottenAtRest() throws IOException {
        Spool spool = spool(3, 100);

        try (Maildrop maildrop = spool.open()) {
            assertEquals(sent(1, 100), Spool.retr(maildrop, 1));
            maildrop.rest();
            spool.holds(spool.dropOctets().replace("0000", "9999"));

            assertInstanceOf(Maildrop.Reading.Changed.class, maildrop.read(2));
        }
    }
}
