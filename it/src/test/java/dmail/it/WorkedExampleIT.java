package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.TrustingClient;
import dmail.suite.Arrivals;
import dmail.suite.PopClient;
import dmail.suite.ProvableMessage;
import dmail.suite.Ran;
import dmail.suite.SmtpClient;
import dmail.suite.Suite;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One site with all kinds of lines, from end to end: what clients find at each address, from where
 * and under which name its mail leaves, and the options that hold. All addresses being loopback,
 * none is passed over for a destination that is not: {@code ManyAddressesIT} sees to that.
 */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WorkedExampleIT {
    private static final int LARGE = 50 * 1024 * 1024;

    @TempDir private static Path folder;
    private ManyAddresses addresses;
    private Suite suite;

    @BeforeAll
    void start() throws Exception {
        addresses = ManyAddresses.in(folder, text -> text);
        suite = addresses.start();
    }

    @AfterAll
    void stop() throws IOException {
        suite.close();
        addresses.close();
    }

    @Test
    void smN2_sm11_theFirstAddressHasItsNameAndOffersEncryption() throws Exception {
        assertTrue(
                addresses
                        .greeting(ManyAddresses.STRANGER, "192.0.2.10", 25)
                        .startsWith("220 mail.acme.example "));
        try (SmtpClient client = addresses.smtp(ManyAddresses.STRANGER, "192.0.2.10")) {
            SmtpClient.Reply reply = client.command("EHLO x");
            assertTrue(reply.lines().contains("250-STARTTLS"), reply::toString);
        }
        assertEquals(
                "CN=mail.acme.example", addresses.shown("192.0.2.10", 25, "EHLO x", "STARTTLS"));
    }

    @Test
    void arg2_sm13_theFirstGroupHasItsNameAndItsCertificate() throws Exception {
        assertTrue(
                addresses
                        .greeting(ManyAddresses.STRANGER, "192.0.2.20", 25)
                        .startsWith("220 mail.one.example "));
        assertEquals(
                "CN=mail.one.example", addresses.shown("192.0.2.20", 25, "EHLO x", "STARTTLS"));
        assertEquals("CN=mail.one.example", addresses.shown("192.0.2.20", 110, "STLS"));
    }

    @Test
    void arg4_smN3_theSecondGroupGreetsInItsOwnWords() throws Exception {
        String greeting = addresses.greeting(ManyAddresses.STRANGER, "192.0.2.30", 25);

        assertTrue(
                greeting.matches(
                        "220 mail\\.two\\.example Two Ltd mail service,"
                                + " \\w{3}, \\d+ \\w{3} \\d{4} [\\d:]{8} \\+0000"),
                greeting);
    }

    @Test
    void sm10_tlsComesFirstWhereAPortSaysSo() throws Exception {
        try (Socket socket =
                        ManyAddresses.connect(
                                ManyAddresses.STRANGER, addresses.place("192.0.2.20", 465));
                SSLSocket secure = TrustingClient.over(socket)) {
            assertEquals("CN=mail.one.example", ManyAddresses.shown(secure));
            assertTrue(ManyAddresses.line(secure).startsWith("220 mail.one.example "));
        }
        assertEquals("CN=mail.acme.example", addresses.shown("192.0.2.30", 995));
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.30, 110", "192.0.2.41, 25", "192.0.2.20, 995", "192.0.2.99, 25"})
    void sm2_aPortThatAnAddressHasNotIsRefused(String address, int port) {
        assertThrows(
                ConnectException.class,
                () -> addresses.greeting(ManyAddresses.STRANGER, address, port));
    }

    @Test
    void sm3_anotherProgramMayHaveAnotherAddress() throws Exception {
        int port = addresses.place("192.0.2.99", 25).getPort();
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.1.99"))) {
            assertTrue(other.isBound());
        }
    }

    @Test
    void mtq12_theLanIsKeptFromTheInternetsInstance() throws Exception {
        String first = addresses.greeting(ManyAddresses.LAN_CLIENT, "192.0.2.10", 25);

        assertTrue(first.startsWith("554 5.7.1 "), first);
    }

    @Test
    void mtq12_theInternetIsKeptFromTheLans() throws Exception {
        String first = addresses.greeting(ManyAddresses.STRANGER, "10.0.0.1", 25);

        assertTrue(first.startsWith("554 5.7.1 "), first);
    }

    @Test
    void mtq11_theLanRelaysWhatIsLarge() throws Exception {
        byte[] line =
                "0123456789012345678901234567890123456789012345678901234567890\r\n"
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] body = new byte[LARGE / line.length * line.length];
        for (int i = 0; i < body.length; i += line.length) {
            System.arraycopy(line, 0, body, i, line.length);
        }
        try (SmtpClient client = addresses.smtp(ManyAddresses.LAN_CLIENT, "10.0.0.1")) {
            SmtpClient.Reply reply =
                    client.send(
                            "bob@acme.example",
                            List.of("x@other.example"),
                            ProvableMessage.of("large", body));
            assertEquals(250, reply.code(), reply::toString);
        }
        assertTrue(addresses.arrived("large").message().length > LARGE - 1000);
    }

    @Test
    void mtq11_theInternetRelaysNothingAndSendsNothingLarge() throws Exception {
        try (SmtpClient client = addresses.smtp(ManyAddresses.STRANGER, "192.0.2.10")) {
            assertEquals(250, client.command("MAIL FROM:<s@client.example>").code());
            assertEquals(550, client.command("RCPT TO:<x@other.example>").code());
            assertEquals(250, client.command("RCPT TO:<fred@acme.example>").code());
            assertEquals(250, client.command("RSET").code());
            int large = 20 * 1024 * 1024;
            assertEquals(552, client.command("MAIL FROM:<s@client.example> SIZE=" + large).code());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dm3, fred@one.example, 192.0.2.20, fred, A_fred, one/a_fred",
        "dm4, fred@acme.example, 192.0.2.10, fred, fred, fred",
        "dm5, joe@johns.example, 192.0.2.10, joe/jds, J_joe, johns/j_joe",
        "dm6, joe@johns.example, 192.0.2.10, joe@johns.example, J_joe, johns/j_joe"
    })
    void dm3_dm4_dm5_dm6_aLoginIsTheUserOfItsAddressOrSuffix(
            String row, String to, String address, String login, String user, String drop)
            throws Exception {
        try (SmtpClient client = addresses.smtp(ManyAddresses.STRANGER, "192.0.2.30")) {
            assertEquals(250, ManyAddresses.send(client, row, "s@client.example", to).code());
        }
        // A vdomain's prefix is in lower case, however its line has it.
        List<byte[]> _ = Arrivals.awaitAll(addresses.drop(drop), List.of(row));

        try (PopClient pop = PopClient.login(addresses.place(address, 110), login, "of-" + user)) {
            assertTrue(Post.ids(pop).contains(row));
        }
    }

    @Test
    void argN2_aLoginOfSmtpIsAUserOfTheGroup() throws Exception {
        try (SmtpClient client = addresses.submission("192.0.2.30")) {
            assertEquals(535, ManyAddresses.logIn(client, "fred", "fred").code());
            assertEquals(235, ManyAddresses.logIn(client, "fred", "B_fred").code());
        }
    }

    /** Of users who log in where they submit mail. */
    @ParameterizedTest
    @CsvSource({
        "arg9, bob@acme.example, bob, bob, 192.0.2.10, 127.0.1.10 mail.acme.example, default",
        "sm16, amy@one.example, amy@one.example, A_amy, 192.0.2.10,"
                + " 127.0.1.20 mail.one.example, one",
        "arg10, fred@two.example, fred, B_fred, 192.0.2.30, 127.0.1.30 mail.two.example, default",
        "b4, joe@johns.example, joe/jds, J_joe, 192.0.2.20, 127.0.1.10 mail.acme.example, default"
    })
    void mailLeavesAsTheTableSays(
            String row,
            String from,
            String login,
            String user,
            String address,
            String expected,
            String binding)
            throws Exception {
        assertEquals(expected, addresses.leaves(row, from, login, user, address));
        assertDelivered(row + "@other.example", binding);
    }

    private void assertDelivered(String to, String binding) throws Exception {
        String line = suite.dsmtp().await(" delivered to=" + to + " ");
        assertTrue(line.contains(" binding=" + binding + " "), line);
    }

    @Test
    void mom12_mailOfTheLanForPartnersLeavesByItsBinding() throws Exception {
        try (SmtpClient client = addresses.smtp(ManyAddresses.LAN_CLIENT, "10.0.0.1")) {
            assertEquals(
                    250,
                    ManyAddresses.send(client, "solo", "bob@acme.example", "x@hq.partner.example")
                            .code());
        }

        assertEquals("127.0.1.10 mail.acme.example", ManyAddresses.left(addresses.arrived("solo")));
        assertDelivered("x@hq.partner.example", "solo");
    }

    @Test
    void b1_aBindingHasAnAddressOfEachFamily() throws Exception {
        Needs.that(addresses.hasSix(), "no IPv6 here");
        try (SmtpClient client = addresses.submission("192.0.2.10")) {
            assertEquals(235, ManyAddresses.logIn(client, "amy@one.example", "A_amy").code());
            assertEquals(
                    250,
                    ManyAddresses.send(client, "six", "amy@one.example", "x@six.example").code());
        }

        assertEquals(
                "0:0:0:0:0:0:0:1 mail.one.example",
                ManyAddresses.left(addresses.arrivedBySix("six")));
    }

    @Test
    void bi23_withoutAnAddressOfTheFamilyItWaitsAndTheLogSaysWhy() throws Exception {
        try (SmtpClient client = addresses.submission("192.0.2.30")) {
            assertEquals(235, ManyAddresses.logIn(client, "fred", "B_fred").code());
            assertEquals(
                    250,
                    ManyAddresses.send(client, "wait", "fred@two.example", "fred@six.example")
                            .code());
        }

        String line = suite.dsmtp().await("deferred to=fred@six.example");
        assertTrue(line.contains("IPv6"), line);
    }

    @Test
    void b19_mailOfAGroupIsSplitByTheWeightsOfItsMembers() throws Exception {
        int count = 30;
        for (int i = 0; i < count; i++) {
            try (SmtpClient client = addresses.smtp(ManyAddresses.STRANGER, "127.0.0.1")) {
                assertEquals(
                        250,
                        ManyAddresses.send(
                                        client,
                                        "bulk" + i,
                                        "ed@news.acme.example",
                                        "x@other.example")
                                .code());
            }
        }
        Map<String, Integer> sources = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            sources.merge(ManyAddresses.left(addresses.arrived("bulk" + i)), 1, Integer::sum);
        }

        assertEquals(
                Map.of("127.0.1.41 out1.acme.example", 10, "127.0.1.42 out2.acme.example", 20),
                sources);
    }

    @Test
    void mom3_bulkMailThatFailsForGoodIsALineInTheLogOnly() throws Exception {
        try (SmtpClient client = addresses.smtp(ManyAddresses.STRANGER, "127.0.0.1")) {
            assertEquals(
                    250,
                    ManyAddresses.send(
                                    client,
                                    "bulk-fails",
                                    "ed@news.acme.example",
                                    "x@refuse.example")
                            .code());
        }

        String _ = suite.dsmtp().await(" failed to=x@refuse.example");
        String line = suite.dsmtp().await(" report suppressed ");
        assertTrue(line.contains("generate_bounces"), line);
        assertFalse(
                addresses.arrivals().stream()
                        .anyMatch(each -> each.recipients().contains("<ed@news.acme.example>")));
    }

    @Test
    void arg8_b7_whatFailsOfAGroupBouncesFromItsAddress() throws Exception {
        try (SmtpClient client = addresses.submission("192.0.2.10")) {
            assertEquals(235, ManyAddresses.logIn(client, "amy@one.example", "A_amy").code());
            assertEquals(
                    250,
                    ManyAddresses.send(client, "fails", "amy@one.example", "amy@refuse.example")
                            .code());
        }

        String bounce =
                new String(
                        Arrivals.await(addresses.drop("one/a_amy"), 1).getFirst(),
                        StandardCharsets.ISO_8859_1);
        assertTrue(bounce.startsWith("Return-Path: <>"), bounce);
        assertTrue(
                bounce.matches("(?s).*\nFrom: [^\n]*<?postmaster@one\\.example>?\r?\n.*"), bounce);
    }

    @Test
    void arg16_bi35_aProgramsMailLeavesFromItsDomainsServer() throws Exception {
        addresses.sendmail("program", "fred@two.example", "x@other.example");

        assertEquals(
                "127.0.1.30 mail.two.example", ManyAddresses.left(addresses.arrived("program")));
        String why =
                addresses
                        .run("tellsmtp", "why", "fred@two.example", "x@other.example")
                        .succeeded()
                        .output();
        assertTrue(why.contains("source: 127.0.1.30\n"), why);
    }

    @ParameterizedTest
    @CsvSource({
        "out1, slow.example, 2",
        "out1, mid.example, 7",
        "out1, other.example, 20",
        "out2, slow.example, 10",
        "out2, mid.example, 7",
        "out2, other.example, 10",
        "solo, slow.example, 15",
        "solo, mid.example, 15",
        "solo, other.example, 15",
        "one, slow.example, 4",
        "one, mid.example, 32",
        "one, other.example, 32",
        "default, slow.example, 4",
        "default, mid.example, 32",
        "default, other.example, 32"
    })
    void momN1_anOptionIsFoundByFallback(String binding, String domain, String value)
            throws Exception {
        Ran eval =
                addresses.run(
                        "tellsmtp",
                        "config",
                        "eval",
                        "binding",
                        binding,
                        "domain",
                        domain,
                        "max_outbound_connections");

        String text = eval.succeeded().output();
        assertTrue(
                text.startsWith(
                        "max_outbound_connections "
                                + value
                                + "  ("
                                + addresses.site().conf()
                                + ":"),
                text);
    }

    @Test
    void bi1_theFileIsTakenWithWarningsOnly() throws Exception {
        for (String server : List.of("dsmtp", "dpop")) {
            Ran check = addresses.run(server, "--check");

            String said = check.output() + check.complaints();
            assertEquals(0, check.status(), said);
            assertFalse(said.contains("error"), said);
        }
    }
}
