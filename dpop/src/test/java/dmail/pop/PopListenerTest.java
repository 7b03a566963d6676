package dmail.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.listen.ListenerControl;
import dmail.common.admin.listen.ListenerState;
import dmail.common.admin.listen.ListenerState.State;
import dmail.common.server.CannotStart;
import dmail.common.server.Running;
import dmail.common.testing.EncryptedTalk;
import dmail.common.testing.TestCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole server with a listener {@code mx} besides, and clients from two addresses. */
@Timeout(60)
class PopListenerTest {
    private static final String KNOWN = "127.0.0.1";
    private static final String OTHER = "127.0.0.2";
    private static final String MX =
            """
            tls_certificate mail.pem
            vdomain beta 192.0.2.20 beta.example acme
            listen mx on 127.0.0.1:0
            listen mx protocol pop
            """;

    private @TempDir Path folder;
    private TestServer server;

    @BeforeEach
    void start() throws IOException, CannotStart {
        TestCertificate made = TestCertificate.good();
        Files.writeString(folder.resolve("mail.pem"), made.pem() + made.key());
        server = new TestServer(folder, MX);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void change(String lines) throws IOException {
        assertInstanceOf(Running.Reload.Done.class, server.reload(MX + lines));
    }

    private ListenerState mx() {
        return server.server().listenerControl().states().stream()
                .filter(each -> each.listener().name().equals("mx"))
                .findFirst()
                .orElseThrow();
    }

    /** Says a line, hears a line. */
    private record Client(Socket socket, BufferedReader reader) implements AutoCloseable {
        /** {@return the next line; null at the end, also when the connection is cut} */
        String hear() throws IOException {
            try {
                return String.valueOf(reader.readLine());
            } catch (SocketException cut) {
                return "null";
            }
        }

        void say(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        String ask(String line) throws IOException {
            say(line);
            return hear();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Client connect(String from) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(10_000);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), mx().port()));
        return new Client(
                socket,
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)));
    }

    private Client proxied(String client, String reached) throws IOException {
        Client connection = connect(KNOWN);
        connection.say("PROXY TCP4 " + client + " " + reached + " 50000 110");
        return connection;
    }

    @Test
    void mtq12_bi28_whoIsExcludedHearsNothingElse() throws IOException {
        change("listen mx deny 127.0.0.2\n");

        try (Client excluded = connect(OTHER);
                Client admitted = connect(KNOWN)) {
            assertEquals("-ERR your address may not connect here", excluded.hear());
            assertEquals("null", excluded.hear());
            assertTrue(admitted.hear().startsWith("+OK "));
        }
        assertTrue(
                server.log()
                        .lines()
                        .contains(
                                "info: - client excluded times=1 client=127.0.0.2 listener=mx"
                                        + " reached=127.0.0.1"),
                () -> server.log().lines().toString());
    }

    @Test
    void smN9_aListenerHasSoManySessions() throws IOException {
        change("listen mx max_sessions 1\n");

        try (Client first = connect(KNOWN)) {
            assertTrue(first.hear().startsWith("+OK "));
            try (Client second = connect(OTHER)) {
                assertEquals("-ERR [SYS/TEMP] too many connections, try later", second.hear());
                assertEquals("null", second.hear());
            }
            assertTrue(first.ask("USER alice").startsWith("+OK"));
            assertTrue(first.ask("PASS secret").startsWith("+OK"));
            assertTrue(first.ask("QUIT").startsWith("+OK"));
            assertEquals("null", first.hear());
        }
        awaitSessions();
        try (Client next = connect(OTHER)) {
            assertTrue(next.hear().startsWith("+OK "));
        }
    }

    @Test
    void smN9_aClientHasSoManySessions() throws IOException {
        change("listen mx max_sessions_per_ip 1\n");

        try (Client first = connect(KNOWN)) {
            assertTrue(first.hear().startsWith("+OK "));
            try (Client other = connect(OTHER);
                    Client second = connect(KNOWN)) {
                assertTrue(other.hear().startsWith("+OK "));
                assertTrue(second.hear().startsWith("-ERR [SYS/TEMP]"));
            }
        }
    }

    @Test
    void momN35_aNetworkHasItsOwnLimit() throws IOException {
        change(
                """
                listen mx max_sessions_per_ip 5
                listen mx peer 127.0.0.0/8 max_sessions_per_ip 3
                listen mx peer 127.0.0.2 max_sessions_per_ip 1
                """);

        try (Client one = connect(OTHER)) {
            assertTrue(one.hear().startsWith("+OK "));
            try (Client two = connect(OTHER)) {
                assertTrue(two.hear().startsWith("-ERR [SYS/TEMP]"));
            }
        }
    }

    @Test
    void sm12_withEncryptionNoneNoStlsIsOfferedNorTaken() throws IOException {
        change("listen mx encryption none\n");

        try (EncryptedTalk client = EncryptedTalk.to(mx().port())) {
            assertTrue(client.hear().startsWith("+OK "));
            client.send("CAPA\r\n");
            assertFalse(client.hearTo(".").contains("STLS"));
            assertTrue(client.ask("STLS").startsWith("-ERR"));
        }
    }

    @Test
    void sm11_whereTlsIsRequiredNobodyLogsInBeforeIt() throws IOException {
        change("listen mx encryption tls-required\n");

        try (EncryptedTalk client = EncryptedTalk.to(mx().port())) {
            assertTrue(client.hear().startsWith("+OK "));
            client.send("CAPA\r\n");
            String offers = client.hearTo(".");
            assertTrue(offers.contains("STLS"), offers);
            assertFalse(offers.contains("USER"), offers);
            assertFalse(offers.contains("SASL"), offers);
            assertEquals("-ERR send STLS first", client.ask("USER alice"));
            assertEquals("-ERR send STLS first", client.ask("PASS secret"));
            assertEquals("-ERR send STLS first", client.ask("AUTH PLAIN"));
            assertTrue(client.ask("STLS").startsWith("+OK"));
            client.encrypt();
            assertTrue(client.ask("USER alice").startsWith("+OK"));
            assertTrue(client.ask("PASS secret").startsWith("+OK"));
        }
    }

    @Test
    void sm10_withTlsFromTheStartNoPlainWordIsSaid() throws IOException {
        change("listen mx encryption ssl\nlisten mx deny 127.0.0.2\n");

        try (Client excluded = connect(OTHER);
                EncryptedTalk client = EncryptedTalk.to(mx().port())) {
            assertEquals("null", excluded.hear());
            client.encrypt();
            assertTrue(client.hear().startsWith("+OK "));
        }
    }

    @Test
    void mtqN7_aListenerMayBeLeftClosedAtTheStart() throws Exception {
        int port = mx().port();
        change("listen mx enable false\n");

        assertEquals(State.STOPPED, mx().state());
        assertThrows(
                ConnectException.class,
                () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
        assertEquals(
                new ListenerControl.Outcome.Done(), server.server().listenerControl().start("mx"));
        try (Client client = connect(KNOWN)) {
            assertTrue(client.hear().startsWith("+OK "));
        }
    }

    @Test
    void momN36_withoutAHeaderThereIsNoGreeting() throws IOException {
        change("listen mx proxy_protocol 127.0.0.1\n");

        try (Client client = connect(KNOWN);
                Client elsewhere = connect(OTHER)) {
            assertEquals("null", client.ask("USER alice and more than fifteen octets"));
            assertEquals("null", elsewhere.hear());
        }
        assertTrue(
                server.log().lines().stream()
                        .anyMatch(line ->
                                line.startsWith(
                                                "warning: - no proxy header times=1 client=127.0.0.")
                                        && line.contains(" listener=mx reason=")),
                () -> server.log().lines().toString());
    }

    @Test
    void b18_theReachedAddressOfTheHeaderDecidesWhoALoginIs() throws IOException {
        Files.writeString(
                folder.resolve("work/nwauth.txt"),
                "alice:" + TestServer.HASH + "\nbeta_fred:" + TestServer.HASH + "\n");
        change("listen mx proxy_protocol 127.0.0.1\n");

        try (Client client = proxied("192.0.2.9", "192.0.2.20")) {
            assertTrue(client.hear().startsWith("+OK "));
            assertTrue(client.ask("USER fred").startsWith("+OK"));
            String reply = client.ask("PASS secret");
            assertTrue(reply.startsWith("+OK"), reply);
        }
        assertTrue(
                server.log().lines().stream()
                        .anyMatch(line ->
                                line.contains(" login client=192.0.2.9 user=beta_fred ")
                                        && line.endsWith(" listener=mx reached=192.0.2.20")),
                () -> server.log().lines().toString());
    }

    @Test
    void b18_theClientOfTheHeaderIsJudged() throws IOException {
        change("listen mx proxy_protocol 127.0.0.1\nlisten mx deny 192.0.2.9\n");

        try (Client excluded = proxied("192.0.2.9", "192.0.2.1");
                Client admitted = proxied("192.0.2.10", "192.0.2.1")) {
            assertEquals("-ERR your address may not connect here", excluded.hear());
            assertTrue(admitted.hear().startsWith("+OK "));
        }
    }

    @Test
    void b18_aProxyThatNamesNoClientIsNotTakenForThisHost() throws IOException {
        change(
                """
                listen mx proxy_protocol 127.0.0.1
                listen mx encryption tls
                """);

        try (Client unknown = connect(KNOWN);
                Client named = proxied(KNOWN, KNOWN)) {
            unknown.say("PROXY UNKNOWN");
            assertTrue(unknown.hear().startsWith("+OK "));
            assertTrue(named.hear().startsWith("+OK "));
            assertEquals("-ERR send STLS first", unknown.ask("AUTH PLAIN"));
            assertEquals("+ ", named.ask("AUTH PLAIN"));
        }
    }

    private void awaitSessions() {
        while (!Integer.valueOf(0).equals(server.status().get("sessions"))) {
            Thread.onSpinWait();
        }
    }
}
