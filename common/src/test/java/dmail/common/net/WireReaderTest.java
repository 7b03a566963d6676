package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.memory.ClientGroup;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemoryShortException;
import dmail.common.memory.SessionEviction;
import dmail.common.memory.SessionMemory;
import dmail.common.net.WireReader.Line;
import dmail.common.net.WireReader.LineEnd;
import dmail.common.testing.OneByOne;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireReaderTest {
    private static final Line TOO_LONG = new Line.TooLong();
    private static final Line END = new Line.End();

    /**
     * Lines of at most five octets; {@code r}, {@code n} stand for CR, LF, {@code +} for TooLong.
     */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # octets            CRLF           LF
                    arn,                a,             a
                    arnbrn,             a|b,           a|b
                    an,                 '',            a
                    anbrn,              anb,           a|b
                    arbrn,              arb,           arb
                    arrn,               ar,            ar
                    rn,                 <>,            <>
                    n,                  '',            <>
                    nrn,                n,             <>|<>
                    abcdern,            abcde,         abcde
                    abcdefrn,           +,             +
                    abcdefrnarn,        +|a,           +|a
                    """)
    void readsLines(String octets, String strict, String lenient) throws IOException {
        String wire = octets.replace('r', '\r').replace('n', '\n');
        for (InputStream in : List.of(whole(wire), oneByOne(wire))) {
            assertEquals(expected(strict), lines(reader(in), LineEnd.CRLF));
        }
        for (InputStream in : List.of(whole(wire), oneByOne(wire))) {
            assertEquals(expected(lenient), lines(reader(in), LineEnd.LF));
        }
    }

    private static List<Line> expected(String lines) {
        List<Line> expected = new ArrayList<>();
        if (!lines.isEmpty()) {
            for (String line : lines.split("\\|", -1)) {
                String text = line.replace('r', '\r').replace('n', '\n').replace("<>", "");
                expected.add(line.equals("+") ? TOO_LONG : new Line.Whole(text));
            }
        }
        expected.add(END);
        return expected;
    }

    private static List<Line> lines(WireReader reader, LineEnd lineEnd) throws IOException {
        List<Line> lines = new ArrayList<>();
        do {
            lines.add(reader.readLine(lineEnd, 5));
        } while (!lines.getLast().equals(END));
        return lines;
    }

    @Test
    void bulkDataIsReadInLargePieces() throws IOException {
        int[] reads = {0};
        InputStream in =
                new ByteArrayInputStream(new byte[100_000]) {
                    @Override
                    public synchronized int read(byte[] target, int offset, int length) {
                        reads[0]++;
                        return super.read(target, offset, length);
                    }
                };
        WireReader reader = reader(in);

        while (reader.await()) {
            reader.consume(reader.limit() - reader.position());
        }

        assertTrue(reads[0] <= 6, () -> reads[0] + " reads");
    }

    @Test
    void aLineWithoutEndCostsNoMemoryAndIsThrownAway() throws IOException {
        InputStream endless =
                new InputStream() {
                    private int left = 50_000_000;

                    @Override
                    public int read() {
                        throw new UnsupportedOperationException("one octet at a time");
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        assertTrue(length <= 16 * 1024, "buffer grew to " + length);
                        left -= length;
                        return left < 0 ? -1 : length;
                    }
                };
        assertEquals(END, reader(endless).readLine(LineEnd.CRLF, 512));
    }

    @Test
    void keepsAllOctets() throws IOException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        String text = new String(all, StandardCharsets.ISO_8859_1).replace("\n", "");
        WireReader reader = reader(whole(text + "\r\n"));
        assertEquals(new Line.Whole(text), reader.readLine(LineEnd.CRLF, 512));
    }

    @Test
    void answersLeaveBeforeItWaits() throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        WireWriter writer = new WireWriter(sent);
        List<String> sentWhenAsked = new ArrayList<>();
        InputStream client =
                new InputStream() {
                    private final InputStream octets = whole("a\r\nb\r\n");

                    @Override
                    public int read() throws IOException {
                        return octets.read();
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        sentWhenAsked.add(sent.toString(StandardCharsets.ISO_8859_1));
                        return octets.read(target, offset, length);
                    }
                };
        WireReader reader = new WireReader(client, writer);
        writer.write("hello ");
        reader.readLine(LineEnd.CRLF, 5);
        writer.write("1 ");
        reader.readLine(LineEnd.CRLF, 5);
        writer.write("2 ");
        reader.readLine(LineEnd.CRLF, 5);

        assertEquals(List.of("hello ", "hello 1 2 "), sentWhenAsked);
    }

    @Test
    void handsOutOctetsInPlace() throws IOException {
        WireReader reader = reader(whole("abcdef"));
        assertFalse(reader.hasBuffered());
        assertTrue(reader.await());
        assertTrue(reader.hasBuffered());
        assertEquals('a', reader.buffer()[reader.position()]);
        assertEquals(6, reader.limit() - reader.position());
        reader.consume(4);
        assertEquals('e', reader.buffer()[reader.position()]);
        assertThrows(IllegalArgumentException.class, () -> reader.consume(3));
        reader.consume(2);
        assertFalse(reader.await());
    }

    @Test
    void forgetsWhatWasSentAhead() throws IOException {
        WireReader reader = reader(whole("STARTTLS\r\nNOOP\r\n"));
        reader.readLine(LineEnd.CRLF, 512);
        reader.continueWith(whole("EHLO again\r\n"));
        assertEquals(new Line.Whole("EHLO again"), reader.readLine(LineEnd.CRLF, 512));
        assertEquals(END, reader.readLine(LineEnd.CRLF, 512));
    }

    @Test
    void givesAGrownBufferBack() throws IOException {
        WireReader reader = reader(whole("a".repeat(5000) + "\r\nb\r\n"));
        reader.readLine(LineEnd.CRLF, 8000);
        int grown = reader.buffer().length;
        reader.trim();
        assertEquals(grown, reader.buffer().length, "octets wait, so nothing is thrown away");
        assertEquals(new Line.Whole("b"), reader.readLine(LineEnd.CRLF, 8000));
        reader.trim();
        assertTrue(reader.buffer().length < 1024);
    }

    private static WireReader reader(InputStream in) {
        return new WireReader(in, new WireWriter(OutputStream.nullOutputStream()));
    }

    private static InputStream whole(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static InputStream oneByOne(String text) {
        return new OneByOne(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aLineForWhichThereIsNoMemoryEndsTheSession() {
        MemoryAccount none = new MemoryAccount(0);
        SessionMemory session = none.open(new ClientGroup.User("x"), 0, SessionMemory.Line.NONE);
        WireReader reader =
                new WireReader(
                        new ByteArrayInputStream(new byte[1000]),
                        new WireWriter(OutputStream.nullOutputStream()),
                        session);

        assertThrows(MemoryShortException.class, () -> reader.readLine(LineEnd.CRLF, 2000));
    }

    @Test
    void dataComesThroughASmallBufferWhenMemoryIsShort() throws IOException {
        MemoryAccount none = new MemoryAccount(0);
        SessionMemory session = none.open(new ClientGroup.User("x"), 0, SessionMemory.Line.NONE);
        WireReader reader =
                new WireReader(
                        new ByteArrayInputStream(new byte[1000]),
                        new WireWriter(OutputStream.nullOutputStream()),
                        session);
        reader.expectData();
        int octets = 0;
        while (reader.await()) {
            octets += reader.limit() - reader.position();
            reader.consume(reader.limit() - reader.position());
        }
        assertEquals(1000, octets);
    }

    @Test
    void whatItGrewByComesBackWhenItIsTrimmed() throws IOException {
        MemoryAccount account = new MemoryAccount(1_000_000);
        SessionMemory session = account.open(new ClientGroup.User("x"), 0, SessionMemory.Line.NONE);
        byte[] octets = ("x".repeat(1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        WireReader reader =
                new WireReader(
                        new ByteArrayInputStream(octets),
                        new WireWriter(OutputStream.nullOutputStream()),
                        session);
        assertInstanceOf(Line.Whole.class, reader.readLine(LineEnd.CRLF, 2000));
        assertTrue(account.taken() > 8_000, () -> "taken: " + account.taken());

        reader.trim();
        assertEquals(0, account.taken());
    }

    /** Else a client that has sent much ahead would stay for as long as that lasts. */
    @Test
    void whoGivesWayIsNotHeardAnyMore() throws IOException {
        MemoryAccount account = new MemoryAccount(1_000);
        ClientGroup rich =
                ClientGroup.of(InetAddress.ofLiteral("192.0.2.1"), ClientGroup.USUAL_PREFIX);
        ClientGroup poor =
                ClientGroup.of(InetAddress.ofLiteral("192.0.2.2"), ClientGroup.USUAL_PREFIX);
        SessionMemory _ = account.open(rich, 0, SessionMemory.Line.NONE);
        SessionMemory session = account.open(rich, 0, SessionMemory.Line.NONE);
        InputStream in =
                new ByteArrayInputStream("one\r\ntwo\r\n".getBytes(StandardCharsets.US_ASCII));
        WireReader reader =
                new WireReader(in, new WireWriter(OutputStream.nullOutputStream()), session);
        assertEquals(new Line.Whole("one"), reader.readLine(LineEnd.CRLF, 100));

        session.listens(System.nanoTime());
        assertEquals(SessionEviction.ENDS, account.evictForSession(poor, 0));

        assertTrue(reader.hasBuffered());
        assertThrows(MemoryShortException.class, () -> reader.readLine(LineEnd.CRLF, 100));
    }
}
