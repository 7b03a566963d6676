package dmail.common.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineEndsTest {
    private static final long SEED = 5321;

    /**
     * Octets that differ from a line end by a bit or by one, which a careless search takes for it.
     */
    private static final byte[] ALIKE = {
        '\n', '\r', '\n' - 1, '\n' + 1, '\r' - 1, '\r' + 1, '\n' - 0x80, '\r' - 0x80, 0, 'x', -1
    };

    @Test
    void findsTheFirstAtEveryPlace() {
        for (int index = 0; index < 40; index++) {
            byte[] octets = "x".repeat(40).getBytes(StandardCharsets.US_ASCII);
            octets[index] = '\n';
            octets[39] = '\n';
            for (int from = 0; from <= index; from++) {
                assertEquals(index, LineEnds.feed(octets, from, 40));
                assertEquals(index, LineEnds.returnOrFeed(octets, from, 40));
            }
        }
    }

    @Test
    void looksAtNothingBehindTheLimit() {
        byte[] octets = new byte[40];
        Arrays.fill(octets, (byte) '\n');
        for (int limit = 0; limit < 40; limit++) {
            assertEquals(limit, LineEnds.feed(octets, limit, limit));
            Arrays.fill(octets, 0, limit, (byte) 'x');
            assertEquals(limit, LineEnds.feed(octets, 0, limit));
            assertEquals(limit, LineEnds.returnOrFeed(octets, 0, limit));
        }
    }

    @Test
    void agreesWithASearchOctetByOctet() {
        Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            byte[] octets = new byte[random.nextInt(30)];
            for (int i = 0; i < octets.length; i++) {
                octets[i] = ALIKE[random.nextInt(round % ALIKE.length + 1)];
            }
            int from = random.nextInt(octets.length + 1);
            int limit = from + random.nextInt(octets.length - from + 1);
            String what = Arrays.toString(octets) + " from " + from + " to " + limit;
            assertEquals(
                    plainly(octets, from, limit, false), LineEnds.feed(octets, from, limit), what);
            assertEquals(
                    plainly(octets, from, limit, true),
                    LineEnds.returnOrFeed(octets, from, limit),
                    what);
        }
    }

    private static int plainly(byte[] octets, int from, int limit, boolean returns) {
        for (int i = from; i < limit; i++) {
            if (octets[i] == '\n' || (returns && octets[i] == '\r')) {
                return i;
            }
        }
        return limit;
    }
}
