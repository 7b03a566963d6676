package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireWriterTest {
    /** Remembers the length of each write. */
    private static final class Packets extends ByteArrayOutputStream {
        final List<Integer> lengths = new ArrayList<>();

        @Override
        public synchronized void write(byte[] octets, int offset, int length) {
            lengths.add(length);
            super.write(octets, offset, length);
        }
    }

    private final Packets packets = new Packets();
    private final WireWriter writer = new WireWriter(packets);

    @Test
    void repliesLeaveTogether() throws IOException {
        writer.write("250 ok");
        writer.endLine();
        writer.write("354 go");
        writer.endLine();
        assertEquals(List.of(), packets.lengths);

        writer.flush();
        assertEquals("250 ok\r\n354 go\r\n", packets.toString(StandardCharsets.ISO_8859_1));
        assertEquals(List.of(16), packets.lengths);
    }

    @Test
    void anIdleFlushSendsNothing() throws IOException {
        writer.flush();
        writer.flush();
        assertEquals(List.of(), packets.lengths);
    }

    @Test
    void everySizeComesOutWhole() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int size : new int[] {1, 255, 256, 257, 8191, 8192, 8193, 3, 40_000, 7}) {
            String piece = "x".repeat(size - 1) + "|";
            all.append(piece);
            writer.write(piece);
        }
        writer.flush();
        assertEquals(all.toString(), packets.toString(StandardCharsets.ISO_8859_1));
    }

    @Test
    void trimmingLosesNothingThatWaits() throws IOException {
        String reply = "x".repeat(1000);
        writer.write(reply);
        writer.trim();
        writer.flush();
        writer.trim();
        writer.write(reply);
        writer.flush();
        assertEquals(reply + reply, packets.toString(StandardCharsets.ISO_8859_1));
    }

    @Test
    void whatIsWiderThanAnOctetCannotBreakALine() throws IOException {
        writer.write("a\u010ab\u2028");
        writer.flush();
        assertEquals("a?b?", packets.toString(StandardCharsets.ISO_8859_1));
    }
}
