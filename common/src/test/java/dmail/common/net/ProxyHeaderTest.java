package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.net.ProxyHeader.Incomplete;
import dmail.common.net.ProxyHeader.Local;
import dmail.common.net.ProxyHeader.Malformed;
import dmail.common.net.ProxyHeader.Proxied;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String IPV4 = "c0000209 c0000201 c350 0019";
    private static final String IPV6 =
            "20010db8000000000000000000000009 20010db8000000000000000000000001 c350 0019";
    private static final Proxied OF_IPV4 =
            new Proxied(address("192.0.2.9"), 50_000, address("192.0.2.1"), 25);
    private static final Proxied OF_IPV6 =
            new Proxied(address("2001:db8::9"), 50_000, address("2001:db8::1"), 25);

    @Test
    void b18_version1NamesClientAndReachedAddress() throws IOException {
        assertEquals(OF_IPV4, read("PROXY TCP4 192.0.2.9 192.0.2.1 50000 25\r\n"));
        assertEquals(OF_IPV6, read("PROXY TCP6 2001:db8::9 2001:DB8:0::1 50000 25\r\n"));
    }

    @Test
    void b18_anIpv4MappedClientIsAnIpv4Client() throws IOException {
        assertEquals(OF_IPV4, read("PROXY TCP6 ::ffff:192.0.2.9 ::ffff:192.0.2.1 50000 25\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY UNKNOWN\r\n",
                "PROXY UNKNOWN and what nobody reads\r\n",
                "PROXY UNKNOWN ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
                        + " ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n"
            })
    void b18_anUnknownClientIsTheProxyItself(String line) throws IOException {
        assertEquals(new Local(), read(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EHLO client.example\r\n",
                "proxy TCP4 192.0.2.9 192.0.2.1 50000 25\r\n",
                "PROXY  TCP4 192.0.2.9 192.0.2.1 50000 25\r\n",
                "PROXY TCP4 192.0.2.9 192.0.2.1  50000 25\r\n",
                "PROXY TCP4 192.0.2.9 192.0.2.1 50000 25 \r\n",
                "PROXY TCP4 192.0.2.9 192.0.2.1 50000\r\n",
                "PROXY TCP5 192.0.2.9 192.0.2.1 50000 25\r\n",
                "PROXY UDP4 192.0.2.9 192.0.2.1 50000 25\r\n",
                "PROXY TCP4 2001:db8::9 2001:db8::1 50000 25\r\n",
                "PROXY TCP6 192.0.2.9 192.0.2.1 50000 25\r\n",
                "PROXY TCP4 192.0.2.09 192.0.2.1 50000 25\r\n",
                "PROXY TCP4 host.example 192.0.2.1 50000 25\r\n",
                "PROXY TCP4 192.0.2.9 192.0.2.1 65536 25\r\n",
                "PROXY TCP4 192.0.2.9 192.0.2.1 050 25\r\n",
                "PROXY TCP4 192.0.2.9 192.0.2.1 -1 25\r\n",
                "PROXY TCP4 192.0.2.9 192.0.2.1 50000 25\n0123456789\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001"
            })
    void momN36_whatIsNoHeaderIsRefused(String octets) {
        assertInstanceOf(Malformed.class, parse(latin1(octets)));
    }

    @Test
    void b18_aLineIsNotReadBeyondItsLimit() {
        byte[] longest = latin1("PROXY UNKNOWN " + "x".repeat(91) + "\r\n");
        byte[] tooLong = latin1("PROXY UNKNOWN " + "x".repeat(92) + "\r\n");

        assertEquals(107, longest.length);
        assertEquals(new Local(), parse(longest));
        assertInstanceOf(Malformed.class, parse(tooLong));
    }

    @Test
    void b18_version2NamesClientAndReachedAddress() throws IOException {
        assertEquals(OF_IPV4, read(hex("21 11 000c" + IPV4)));
        assertEquals(OF_IPV6, read(hex("21 21 0024" + IPV6)));
    }

    @Test
    void b18_furtherFieldsAreSkipped() throws IOException {
        String authority = "02 000c 6d61696c2e6578616d706c65";

        assertEquals(OF_IPV4, read(hex("21 11 001b" + IPV4 + authority)));
    }

    @ParameterizedTest
    @CsvSource({
        "LOCAL,                     20 00 0000",
        "LOCAL with addresses,      20 11 000c c0000209 c0000201 c350 0019",
        "UNSPEC,                    21 00 0000",
        "UNSPEC with further bytes, 21 00 0003 aabbcc",
        "UDP,                       21 12 000c c0000209 c0000201 c350 0019",
        "a Unix socket,             21 31 0000"
    })
    void b18_whatNamesNoClientIsTheProxyItself(String what, String header) throws IOException {
        assertEquals(new Local(), read(hex(header)), what);
    }

    @ParameterizedTest
    @CsvSource({
        "version 1 in binary,    11 11 000c c0000209 c0000201 c350 0019",
        "an unknown command,     22 11 000c c0000209 c0000201 c350 0019",
        "an unknown family,      21 41 000c c0000209 c0000201 c350 0019",
        "an unknown transport,   21 13 000c c0000209 c0000201 c350 0019",
        "too short for IPv4,     21 11 000b c0000209 c0000201 c350 00",
        "too short for IPv6,     21 21 000c c0000209 c0000201 c350 0019",
        "longer than the limit,  21 11 0209 c0000209 c0000201 c350 0019"
    })
    void momN36_aBrokenBinaryHeaderIsRefused(String what, String header) {
        assertInstanceOf(Malformed.class, parse(hex(header)), what);
    }

    @Test
    void b18_theLongestBinaryHeaderIsRead() throws IOException {
        assertEquals(OF_IPV4, read(hex("21 11 0208" + IPV4 + "00".repeat(508))));
    }

    @Test
    void b18_aCutHeaderIsIncomplete() {
        for (byte[] whole :
                new byte[][] {
                    latin1("PROXY TCP4 192.0.2.9 192.0.2.1 50000 25\r\n"), hex("21 21 0024" + IPV6),
                }) {
            for (int length = 0; length < whole.length; length++) {
                Incomplete cut =
                        assertInstanceOf(Incomplete.class, ProxyHeader.parse(whole, length));
                assertTrue(cut.octets() > 0 && length + cut.octets() <= whole.length);
            }
        }
    }

    @Test
    void b18_nothingOfTheClientsIsRead() throws IOException {
        String next = "EHLO client.example\r\n";
        for (byte[] header :
                new byte[][] {
                    latin1("PROXY UNKNOWN\r\n"),
                    latin1("PROXY TCP4 192.0.2.9 192.0.2.1 50000 25\r\n"),
                    hex("20 00 0000"),
                    hex("21 11 000c" + IPV4),
                }) {
            InputStream in = new ByteArrayInputStream(joined(header, latin1(next)));
            ProxyHeader _ = ProxyHeaderReader.read(in);
            assertEquals(next, new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void momN36_aConnectionThatEndsInTheHeaderHasNone() throws IOException {
        assertInstanceOf(Malformed.class, read("PROXY TCP4 192.0.2.9"));
        assertInstanceOf(Malformed.class, read(""));
    }

    @Test
    void b18_aSilentConnectionIsGivenUp() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            client.getOutputStream().write(latin1("PROXY"));
            assertThrows(
                    SocketTimeoutException.class,
                    () -> ProxyHeaderReader.read(accepted, Duration.ofMillis(50)));
        }
    }

    private static ProxyHeader read(String octets) throws IOException {
        return read(latin1(octets));
    }

    private static ProxyHeader read(byte[] octets) throws IOException {
        return ProxyHeaderReader.read(new ByteArrayInputStream(octets));
    }

    private static ProxyHeader parse(byte[] octets) {
        return ProxyHeader.parse(octets, octets.length);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] hex(String afterSignature) {
        return HexFormat.of().parseHex((SIGNATURE + afterSignature).replace(" ", ""));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }
}
