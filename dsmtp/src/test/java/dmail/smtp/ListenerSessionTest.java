package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.AdminReply;
import dmail.common.admin.RemoteClient;
import dmail.common.admin.StatusItem;
import dmail.common.admin.listen.ListenerState;
import dmail.common.authent.ManagerPassword;
import dmail.common.authent.password.Password;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.read.ConfigReader;
import dmail.common.server.Running.Reload;
import dmail.common.testing.Await;
import dmail.common.testing.EncryptedTalk;
import dmail.common.testing.FakeClock;
import dmail.common.testing.FakeUsers;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.TestCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole server with listeners of their own policies. Clients connect from 127.0.0.1, which
 * {@code forward_from_ip} covers, and from 127.0.0.2.
 */
@Timeout(60)
class ListenerSessionTest {
    private static final String LOGIN =
            "AUTH PLAIN "
                    + Base64.getEncoder()
                            .encodeToString("\0alice\0secret".getBytes(StandardCharsets.US_ASCII));
    private static final String KNOWN = "127.0.0.1";
    private static final String OTHER = "127.0.0.2";

    private final MemoryLog log = new MemoryLog();
    private final SmtpProgram program =
            new SmtpProgram(FakeClock.atNoon(), ZoneOffset.UTC, new Random(25), false);
    private @TempDir Path folder;
    private Server server;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectory(folder.resolve("mail"));
        Files.createDirectory(folder.resolve("work"));
        Files.writeString(
                folder.resolve("users.txt"), "alice:" + FakeUsers.SCRAM_OF_SECRET + ":\n");
        TestCertificate made = TestCertificate.good();
        Files.writeString(folder.resolve("mail.pem"), made.pem() + made.key());
        server = assertInstanceOf(Server.class, program.start(configuration(""), log));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Configuration configuration(String lines) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("dmail.conf"),
                        """
                        host_domain test.example
                        sysadmin alice@test.example
                        drop_path mail
                        work_path work
                        users_file users.txt
                        tls_certificate mail.pem
                        auth_clear_text true
                        forward_from_ip 127.0.0.1
                        relay_to friend.example
                        listen mx on 127.0.0.1:0
                        listen mx protocol smtp
                        listen other on 127.0.0.1:0
                        listen other protocol smtp
                        """
                                + lines);
        ConfigReading reading = ConfigReader.read(file, dmail.common.config.Server.DSMTP);
        assertTrue(reading.isUsable(), () -> reading.problems().toString());
        return reading.configuration();
    }

    private void change(String lines) throws IOException {
        assertInstanceOf(Reload.Done.class, server.reload(configuration(lines)));
    }

    private int port(String listener) {
        return server.view().listenerControl().states().stream()
                .filter(each -> each.listener().name().equals(listener))
                .mapToInt(ListenerState::port)
                .findFirst()
                .orElseThrow();
    }

    private Client connect(String listener, String from) throws IOException {
        return Client.to(port(listener), from);
    }

    /** Connected, greeted, introduced. */
    private Client introduced(String listener, String from) throws IOException {
        Client client = connect(listener, from);
        assertTrue(client.hear().startsWith("220 "));
        String reply = client.ask("EHLO client.example");
        while (reply.startsWith("250-")) {
            reply = client.hear();
        }
        return client;
    }

    /** Says a line, hears a line. */
    private record Client(Socket socket, BufferedReader reader) implements AutoCloseable {
        static Client to(int port, String from) throws IOException {
            Socket socket = new Socket();
            socket.setSoTimeout(10_000);
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new Client(
                    socket,
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII)));
        }

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

        String relays(String recipient) throws IOException {
            assertTrue(ask("MAIL FROM:<ann@elsewhere.example>").startsWith("250"));
            String reply = ask("RCPT TO:<" + recipient + ">");
            assertTrue(ask("RSET").startsWith("250"));
            return reply.substring(0, 3);
        }

        /** {@return whether AUTH PLAIN is announced} */
        boolean offersPlain() throws IOException {
            boolean isOffered = false;
            String reply = ask("EHLO client.example");
            while (reply.startsWith("250-")) {
                isOffered |= reply.contains("AUTH") && reply.contains("PLAIN");
                reply = hear();
            }
            return isOffered || (reply.contains("AUTH") && reply.contains("PLAIN"));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void mtq10_aClientGetsThePolicyOfTheListenerThatItReaches() throws IOException {
        change("listen mx relay none\nlisten other relay all\n");

        try (Client inside = introduced("other", OTHER);
                Client outside = introduced("mx", OTHER)) {
            assertEquals("250", inside.relays("bob@far.example"));
            assertEquals("550", outside.relays("bob@far.example"));
            assertEquals("250", outside.relays("alice@test.example"));
        }
    }

    @Test
    void mtq11_bi28_theSizeOfAMessageIsTheListenersAndRefusedAtMail() throws IOException {
        change("listen mx max_size 10\nlisten other max_size 0\n");

        try (Client small = introduced("mx", KNOWN);
                Client large = introduced("other", KNOWN)) {
            assertTrue(small.ask("MAIL FROM:<> SIZE=10240").startsWith("250"));
            assertTrue(small.ask("RSET").startsWith("250"));
            assertTrue(small.ask("MAIL FROM:<> SIZE=10241").startsWith("552 5.3.4"));
            assertTrue(large.ask("MAIL FROM:<> SIZE=60000000").startsWith("250"));
        }
    }

    @Test
    void mtq11_ehloAnnouncesTheSizeOfTheListener() throws IOException {
        change("listen mx max_size 10\n");

        try (Client client = connect("mx", KNOWN)) {
            assertTrue(client.hear().startsWith("220 "));
            client.say("EHLO client.example");
            String reply = client.hear();
            while (!reply.contains("SIZE")) {
                reply = client.hear();
            }
            assertEquals("250-SIZE 10240", reply);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // words,     known, other, to friend, logged in
        "none,         550,   550,   550,       550",
        "clients,      250,   550,   250,       550",
        "auth,         550,   550,   250,       250",
        "pop,          550,   550,   250,       550",
        "'clients,auth', 250, 550,   250,       250",
        "all,          250,   250,   250,       250"
    })
    void mtqN2_bi28_wordsSayWhoRelays(
            String words, String known, String other, String friend, String loggedIn)
            throws IOException {
        change("listen mx relay " + words + "\n");

        try (Client first = introduced("mx", KNOWN);
                Client second = introduced("mx", OTHER)) {
            assertEquals(known, first.relays("bob@far.example"));
            assertEquals(other, second.relays("bob@far.example"));
            assertEquals(friend, second.relays("bob@friend.example"));
            assertTrue(second.ask(LOGIN).startsWith("235"));
            assertEquals(loggedIn, second.relays("bob@far.example"));
        }
    }

    @Test
    void mtqN3_whereALoginIsRequiredClientsOfTheLanNeedOne() throws IOException {
        change("listen mx relay auth\n");

        try (Client lan = introduced("mx", KNOWN)) {
            assertEquals("550", lan.relays("bob@far.example"));
            assertTrue(lan.ask(LOGIN).startsWith("235"));
            assertEquals("250", lan.relays("bob@far.example"));
        }
    }

    @Test
    void mtqN4_withoutTheWordAPopLoginLetsNobodyRelay() throws IOException {
        change("forward_user alice\nlisten mx relay auth\nlisten other relay pop\n");

        try (Client client = introduced("mx", OTHER)) {
            assertEquals("550", client.relays("bob@far.example"));
        }
    }

    @Test
    void mtqN5_theSenderIsJudgedThoughTheClientMayRelay() throws IOException {
        change("ban_mailfrom *@spam.example\nlisten mx relay all\n");

        try (Client client = introduced("mx", OTHER)) {
            assertTrue(client.ask("MAIL FROM:<a@spam.example>").startsWith("550 5.7.1"));
            assertEquals("250", client.relays("bob@far.example"));
        }
    }

    @Test
    void mtq12_bi28_whoIsExcludedHearsNothingElse() throws IOException {
        change("listen mx deny 127.0.0.2\n");

        try (Client excluded = connect("mx", OTHER);
                Client elsewhere = connect("other", OTHER);
                Client admitted = connect("mx", KNOWN)) {
            assertEquals("554 5.7.1 Your address may not connect here", excluded.hear());
            assertEquals("null", excluded.hear());
            assertTrue(elsewhere.hear().startsWith("220 "));
            assertTrue(admitted.hear().startsWith("220 "));
        }
        assertTrue(
                log.lines()
                        .contains(
                                "info: - client excluded times=1 client=127.0.0.2 listener=mx"
                                        + " reached=127.0.0.1"),
                () -> log.lines().toString());
    }

    @Test
    void mtqN1_anAllowListExcludesAllOthers() throws IOException {
        change("listen mx allow 127.0.0.1\nlisten other allow none\n");

        try (Client listed = connect("mx", KNOWN);
                Client other = connect("mx", OTHER);
                Client nobody = connect("other", KNOWN)) {
            assertTrue(listed.hear().startsWith("220 "));
            assertTrue(other.hear().startsWith("554 5.7.1"));
            assertTrue(nobody.hear().startsWith("554 5.7.1"));
        }
    }

    @Test
    void smN8_aPasswordIsTakenAfterTlsOnly() throws IOException {
        change("auth_clear_text false\n");

        try (EncryptedTalk client = EncryptedTalk.to(port("mx"))) {
            assertTrue(client.hear().startsWith("220 "));
            client.send("EHLO client.example\r\n");
            assertFalse(client.hearTo("250 ").contains("PLAIN"));
            assertEquals("538 5.7.11 Send STARTTLS first", client.ask(LOGIN));
            assertTrue(client.ask("STARTTLS").startsWith("220"));
            client.encrypt();
            client.send("EHLO client.example\r\n");
            assertTrue(client.hearTo("250 ").contains("PLAIN"));
            assertTrue(client.ask(LOGIN).startsWith("235"));
        }
    }

    /** Our default is 20; refused recipients count as well. */
    @Test
    void smN9_afterSoManyBadCommandsAsALineSaysTheSessionIsClosed() throws IOException {
        change("max_errors 8\n");

        try (Client client = introduced("mx", KNOWN)) {
            for (int i = 0; i < 8; i++) {
                assertTrue(client.ask("FROB").startsWith("500 "));
            }
            assertTrue(client.hear().startsWith("421 4.7.0 "));
            assertEquals("null", client.hear());
        }
    }

    @Test
    void smN9_bi28_aListenerHasSoManySessions() throws Exception {
        change("listen mx max_sessions 1\n");

        try (Client first = connect("mx", KNOWN);
                Client second = connect("other", KNOWN)) {
            assertTrue(first.hear().startsWith("220 "));
            assertTrue(second.hear().startsWith("220 "));
            try (Client third = connect("mx", OTHER)) {
                assertTrue(third.hear().startsWith("421 4.7.0"));
                assertEquals("null", third.hear());
            }
            assertTrue(first.ask("QUIT").startsWith("221"));
            assertEquals("null", first.hear());
        }
        awaitSessions();
        try (Client next = connect("mx", OTHER)) {
            assertTrue(next.hear().startsWith("220 "));
        }
    }

    @Test
    void smN9_bi28_aClientHasSoManySessions() throws IOException {
        change("listen mx max_sessions_per_ip 1\n");

        try (Client first = connect("mx", KNOWN);
                Client other = connect("mx", OTHER)) {
            assertTrue(first.hear().startsWith("220 "));
            assertTrue(other.hear().startsWith("220 "));
            try (Client second = connect("mx", KNOWN)) {
                assertTrue(second.hear().startsWith("421 4.7.0"));
            }
        }
    }

    @Test
    void smN9_bi28_aMessageHasSoManyRecipients() throws IOException {
        change("listen mx max_rcpt 1\n");

        try (Client client = introduced("mx", KNOWN)) {
            assertTrue(client.ask("MAIL FROM:<>").startsWith("250"));
            assertTrue(client.ask("RCPT TO:<alice@test.example>").startsWith("250"));
            assertTrue(client.ask("RCPT TO:<bob@far.example>").startsWith("452 4.5.3"));
        }
    }

    @Test
    void momN35_theMostSpecificNetworkDecides() throws IOException {
        change(
                """
                listen mx relay none
                listen mx peer 127.0.0.0/8 max_sessions 2
                listen mx peer 127.0.0.2 relay all
                listen mx peer 127.0.0.2 max_sessions 1
                """);

        try (Client known = introduced("mx", KNOWN);
                Client other = introduced("mx", OTHER);
                Client second = connect("mx", OTHER)) {
            assertEquals("550", known.relays("bob@far.example"));
            assertEquals("250", other.relays("bob@far.example"));
            assertTrue(second.hear().startsWith("421 4.7.0"));
        }
    }

    @Test
    void sm11_aClientMayStartTls() throws IOException {
        try (EncryptedTalk client = EncryptedTalk.to(port("mx"))) {
            assertTrue(client.hear().startsWith("220 "));
            client.send("EHLO client.example\r\n");
            assertTrue(client.hearTo("250 ").contains("|250-STARTTLS|"));
            assertTrue(client.ask("STARTTLS").startsWith("220"));
            client.encrypt();
            assertTrue(client.ask("NOOP").startsWith("250"));
        }
    }

    @Test
    void sm11_whereTlsIsRequiredNothingGoesBeforeIt() throws IOException {
        change("listen mx encryption tls-required\n");

        try (EncryptedTalk client = EncryptedTalk.to(port("mx"))) {
            assertTrue(client.hear().startsWith("220 "));
            client.send("EHLO client.example\r\n");
            String offers = client.hearTo("250 ");
            assertTrue(offers.contains("|250-STARTTLS|"), offers);
            assertFalse(offers.contains("AUTH"), offers);
            assertEquals("530 5.7.0 Send STARTTLS first", client.ask("MAIL FROM:<>"));
            assertEquals("530 5.7.0 Send STARTTLS first", client.ask(LOGIN));
            assertTrue(client.ask("NOOP").startsWith("250"));
            assertTrue(client.ask("STARTTLS").startsWith("220"));
            client.encrypt();
            client.send("EHLO client.example\r\n");
            assertTrue(client.hearTo("250 ").contains("AUTH"));
            assertTrue(client.ask("MAIL FROM:<>").startsWith("250"));
        }
    }

    @Test
    void sm10_withTlsFromTheStartNoPlainWordIsSaid() throws IOException {
        change("listen mx encryption ssl\nlisten mx deny 127.0.0.2\n");

        try (Client excluded = connect("mx", OTHER);
                EncryptedTalk client = EncryptedTalk.to(port("mx"))) {
            assertEquals("null", excluded.hear());
            client.encrypt();
            assertTrue(client.hear().startsWith("220 "));
        }
    }

    @Test
    void momN35_aNetworkMayHaveToUseTls() throws IOException {
        change("listen mx peer 127.0.0.2 encryption tls-required\n");

        try (Client known = introduced("mx", KNOWN);
                Client other = introduced("mx", OTHER)) {
            assertTrue(known.ask("MAIL FROM:<>").startsWith("250"));
            assertTrue(other.ask("MAIL FROM:<>").startsWith("530 5.7.0"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EHLO client.example", "PROXY TCP4 192.0.2.9 192.0.2.1 x 25"})
    void momN36_bi33_withoutAHeaderThereIsNoGreeting(String line) throws IOException {
        change("listen mx proxy_protocol 127.0.0.1\n");

        try (Client client = connect("mx", KNOWN)) {
            assertEquals("null", client.ask(line));
        }
    }

    @Test
    void momN36_bi33_fromElsewhereThereIsNoGreeting() throws IOException {
        change("listen mx proxy_protocol 127.0.0.1\n");

        try (Client client = connect("mx", OTHER)) {
            assertEquals("null", client.ask("PROXY TCP4 127.0.0.1 192.0.2.1 50000 25"));
        }
    }

    @Test
    void b18_bi33_theClientOfTheHeaderIsLoggedAndJudged() throws IOException {
        change(
                """
                forward_from_ip 192.0.2.7
                ban_ip 192.0.2.66
                listen mx proxy_protocol 127.0.0.1
                listen mx deny 192.0.2.9
                """);

        try (Client lan = proxied("192.0.2.7");
                Client stranger = proxied("192.0.2.8");
                Client excluded = proxied("192.0.2.9");
                Client banned = proxied("192.0.2.66")) {
            assertTrue(lan.hear().startsWith("220 "));
            assertTrue(lan.ask("HELO client.example").startsWith("250"));
            assertEquals("250", lan.relays("bob@far.example"));
            assertTrue(stranger.hear().startsWith("220 "));
            assertTrue(stranger.ask("HELO client.example").startsWith("250"));
            assertEquals("550", stranger.relays("bob@far.example"));
            assertEquals("554 5.7.1 Your address may not connect here", excluded.hear());
            assertEquals("554 5.7.1 Your address is banned here", banned.hear());
        }
        assertTrue(
                log.lines().stream()
                        .anyMatch(line ->
                                line.endsWith(
                                        " connected client=192.0.2.7 listener=mx"
                                                + " reached=198.51.100.1")),
                () -> log.lines().toString());
    }

    /** Its address is trusted, but whoever connects through it need not be. */
    @Test
    void b18_aProxyThatNamesNoClientIsNotTakenForThisHost() throws IOException {
        change(
                """
                auth_clear_text false
                listen mx protocol submission
                listen mx proxy_protocol 127.0.0.1
                """);

        try (Client unknown = connect("mx", KNOWN);
                Client named = proxied("127.0.0.1")) {
            unknown.say("PROXY UNKNOWN");
            assertTrue(unknown.hear().startsWith("220 "));
            assertTrue(named.hear().startsWith("220 "));
            assertFalse(unknown.offersPlain());
            assertTrue(named.offersPlain());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_rcpt 9", "relay clients", "peer 127.0.0.1 relay all"})
    void b18_aProxyThatNamesNoClientRelaysLikeAnyOther(String line) throws IOException {
        change("listen mx proxy_protocol 127.0.0.1\nlisten mx " + line + "\n");

        try (Client unknown = connect("mx", KNOWN);
                Client named = proxied(KNOWN)) {
            assertTrue(named.hear().startsWith("220 "));
            assertTrue(named.ask("HELO client.example").startsWith("250"));
            assertEquals("250", named.relays("bob@far.example"));
            unknown.say("PROXY UNKNOWN");
            assertTrue(unknown.hear().startsWith("220 "));
            assertTrue(unknown.ask("HELO client.example").startsWith("250"));
            assertEquals("550", unknown.relays("bob@far.example"));
            assertEquals("250", unknown.relays("bob@friend.example"));
            assertEquals("250", unknown.relays("alice@test.example"));
        }
    }

    private Client proxied(String client) throws IOException {
        Client connection = connect("mx", KNOWN);
        connection.say("PROXY TCP4 " + client + " 198.51.100.1 50000 25");
        return connection;
    }

    @Test
    void sm9_aControlListenerTakesNoMail() throws IOException {
        change("listen admin on 127.0.0.1:0\nlisten admin protocol control\n");

        try (Client client = introduced("admin", KNOWN)) {
            assertEquals("502 5.5.1 No mail is taken here", client.ask("MAIL FROM:<>"));
            assertEquals("502 5.5.1 No mail is taken here", client.ask(LOGIN));
            assertTrue(client.ask("QUIT").startsWith("221"));
        }
    }

    @Test
    void sm9_aControlListenerTakesCommandsOfAdministrators() throws Exception {
        change(
                """
                manager_ip_address 127.0.0.1
                listen admin on 127.0.0.1:0
                listen admin protocol control
                """);
        server.controlledBy(words -> AdminReply.done("did " + String.join(" ", words)));
        try (Password secret = password()) {
            ManagerPassword.in(folder.resolve("work")).set(secret, new Random(1));
        }
        RemoteClient client =
                new RemoteClient(
                        dmail.common.config.Server.DSMTP,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port("admin")),
                        new Random(2));

        try (Password secret = password()) {
            assertEquals("did tryall\n", client.text(List.of("tryall"), secret).body());
        }
    }

    private static Password password() {
        return new Password("secret".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aReloadCountsAtOnceForSessionsThatHaveBegun() throws IOException {
        try (Client client = introduced("mx", KNOWN)) {
            assertEquals("250", client.relays("bob@far.example"));
            change("listen mx relay none\nlisten mx max_size 1\n");
            assertEquals("550", client.relays("bob@far.example"));
            assertTrue(client.ask("MAIL FROM:<> SIZE=2000").startsWith("552"));
            change("");
            assertEquals("250", client.relays("bob@far.example"));
        }
    }

    @Test
    void networksThatAReloadBringsCountAtOnceForSessionsThatHaveBegun() throws IOException {
        try (Client client = introduced("mx", KNOWN)) {
            assertTrue(client.ask("MAIL FROM:<a@client.example>").startsWith("250 "));
            assertTrue(client.ask("RCPT TO:<x@far.example>").startsWith("250 "));
            change("listen mx peer 127.0.0.1 relay none\n");
            assertEquals(
                    "550 5.7.1", client.ask("RCPT TO:<y@far.example>").substring(0, 9), "no relay");
        }
    }

    /** Who was let in before may not do what is meant for those who are let in now. */
    @Test
    void whoAReloadWouldKeepOutRelaysNoMore() throws IOException {
        try (Client client = introduced("mx", OTHER);
                Client allowed = introduced("mx", KNOWN)) {
            change("listen mx allow 127.0.0.1\nlisten mx relay all\n");
            assertTrue(client.ask("MAIL FROM:<a@client.example>").startsWith("250 "));
            assertEquals("550 5.7.1", client.ask("RCPT TO:<x@far.example>").substring(0, 9));
            assertEquals("550 5.7.1", client.ask("RCPT TO:<x@friend.example>").substring(0, 9));
            assertTrue(client.ask("RCPT TO:<alice@test.example>").startsWith("250 "));
            assertTrue(allowed.ask("MAIL FROM:<a@client.example>").startsWith("250 "));
            assertTrue(allowed.ask("RCPT TO:<x@far.example>").startsWith("250 "));
        }
    }

    @Test
    void aListenerOfThatNameElsewhereIsAnotherOne() throws IOException {
        String lan = "listen lan protocol smtp\nlisten lan on ";
        change(lan + "127.0.0.1:0\nlisten lan relay none\n");
        try (Client client = introduced("lan", KNOWN)) {
            change(lan + "127.0.0.2:0\nlisten lan relay all\n");
            assertEquals("550", client.relays("bob@far.example"));
        }
    }

    @Test
    void anOpenRelayIsShownInTheStatus() throws IOException {
        assertEquals(false, status("relay_open"));
        change("listen mx relay all\n");
        assertEquals(false, status("relay_open"));
        change("listen all on :0\nlisten all protocol smtp\nlisten all relay all\n");
        assertEquals(true, status("relay_open"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    relay all,deny 192.0.2.1      | true
                    relay all,allow 0.0.0.0/0     | true
                    peer 0.0.0.0/0 relay all      | true
                    peer * relay all              | true
                    relay all,allow 10.0.0.0/8    | false
                    allow none,peer * relay all   | false
                    peer 10.0.0.0/8 relay all     | false
                    """)
    void anOpenRelayIsShownHoweverItsLinesSayIt(String lines, boolean isOpen) throws IOException {
        StringBuilder all = new StringBuilder("listen all on :0\nlisten all protocol smtp\n");
        for (String line : lines.split(",", -1)) {
            all.append("listen all ").append(line).append('\n');
        }
        change(all.toString());
        assertEquals(isOpen, status("relay_open"));
    }

    /** The proxy's address is private, its clients' are not. */
    @Test
    void anOpenRelayBehindAProxyIsShown() throws IOException {
        change("listen mx relay all\nlisten mx proxy_protocol 127.0.0.1\n");
        assertEquals(true, status("relay_open"));
    }

    private Object status(String name) {
        return server.view().status().stream()
                .filter(item -> item.name().equals(name))
                .map(StatusItem::value)
                .findFirst()
                .orElseThrow();
    }

    private void awaitSessions() throws Exception {
        Await.answer("end of sessions", () -> status("sessions"), open -> open.equals(0));
    }
}
