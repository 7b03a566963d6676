package dmail.common.config.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.config.ConfigFixture;
import dmail.common.config.ConfigProblem;
import dmail.common.config.Configuration;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.type.Size;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The needed lines of a file are four, and those of the listener two more. */
final class ListenerPolicyTest {
    private static final String MX = "listen mx on 127.0.0.1:2525\nlisten mx protocol smtp\n";

    private final ConfigFixture fixture = new ConfigFixture();

    ListenerPolicyTest() throws IOException {}

    @Test
    void aListenerWithoutSuchLinesHasTheCommonPolicy() throws IOException {
        assertSame(ListenerPolicy.NONE, policy(""));
        assertSame(ListenerPolicy.NONE, policy("").forClient(address("192.0.2.1")));
        assertTrue(policy("").admits(address("192.0.2.1")));
    }

    @Test
    void mtq11_eachListenerHasItsOwnRelayAndSize() throws IOException {
        ListenerPolicy policy =
                policy("listen mx relay none\nlisten mx max_size 10240\nlisten mx max_rcpt 5\n");

        assertEquals(Optional.of(Set.of(RelayWord.NONE)), policy.relay());
        assertEquals(Optional.of(Size.ofKilobytes(10240)), policy.maxSize());
        assertEquals(Optional.of(5), policy.maxRcpt());
    }

    @Test
    void mtqN2_relayTakesSeveralWords() throws IOException {
        assertEquals(
                Optional.of(Set.of(RelayWord.CLIENTS, RelayWord.AUTH)),
                policy("listen mx relay Clients,auth\n").relay());
    }

    @Test
    void theLastLineOfAnOptionCounts() throws IOException {
        assertEquals(
                Optional.of(Set.of(RelayWord.AUTH)),
                policy("listen mx relay all\nlisten mx relay auth\n").relay());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7,    false",
        "10.0.0.8,    true",
        "10.9.9.9,    true",
        "192.0.2.1,   false",
        "2001:db8::1, false"
    })
    void mtq12_theFirstLineThatMatchesDecides(String client, boolean admitted) throws IOException {
        ListenerPolicy policy =
                policy(
                        """
                        listen mx deny 10.0.0.7
                        listen mx allow 10.0.0.0/8
                        listen mx deny 10.9.9.9
                        """);

        assertEquals(admitted, policy.admits(address(client)));
    }

    @Test
    void mtq12_withDenyLinesOnlyOthersMayConnect() throws IOException {
        ListenerPolicy policy = policy("listen mx deny 10.0.0.*,10.0.1.*\n");

        assertFalse(policy.admits(address("10.0.1.7")));
        assertTrue(policy.admits(address("10.0.2.7")));
    }

    @Test
    void mtqN1_anEmptyAllowListLetsInNobody() throws IOException {
        ListenerPolicy policy = policy("listen mx allow none\n");

        assertFalse(policy.admits(address("127.0.0.1")));
        assertFalse(policy.admits(address("192.0.2.1")));
    }

    @ParameterizedTest
    @CsvSource({"192.168.1.77, true", "192.168.2.77, false"})
    void mtqN6_networksMayBeWildcards(String client, boolean admitted) throws IOException {
        assertEquals(admitted, policy("listen mx allow 192.168.1.*\n").admits(address(client)));
    }

    @Test
    void mtqN6_aHostNameStandsForItsAddresses() throws IOException {
        ListenerPolicy policy =
                policy(
                        """
                        listen mx deny bad.lan.example
                        listen mx allow Relay.LAN.example,10.0.0.0/8
                        listen mx peer relay.lan.example max_rcpt 5
                        """);

        assertEquals(Set.of("bad.lan.example", "relay.lan.example"), policy.hosts());
        assertFalse(policy.admits(address("192.0.2.7")));
        assertTrue(policy.admits(address("10.0.0.66")));
        ListenerPolicy found =
                policy.with(
                        Map.of(
                                "relay.lan.example",
                                List.of(address("192.0.2.7"), address("2001:db8::7")),
                                "bad.lan.example",
                                List.of(address("10.0.0.66"))));
        assertTrue(found.admits(address("192.0.2.7")));
        assertTrue(found.admits(address("2001:db8::7")));
        assertFalse(found.admits(address("192.0.2.8")));
        assertFalse(found.admits(address("10.0.0.66")));
        assertEquals(Optional.of(5), found.forClient(address("192.0.2.7")).maxRcpt());
        assertEquals(Optional.empty(), found.forClient(address("192.0.2.8")).maxRcpt());
    }

    @Test
    void mtqN6_aHostWithoutAnAddressIsNobody() throws IOException {
        ListenerPolicy allowed = policy("listen mx allow relay.lan.example\n").with(Map.of());
        ListenerPolicy denied =
                policy("listen mx deny bad.lan.example\nlisten mx deny 10.0.0.7\n").with(Map.of());

        assertFalse(allowed.admits(address("192.0.2.7")));
        assertTrue(denied.admits(address("192.0.2.7")));
        assertFalse(denied.admits(address("10.0.0.7")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"relay", "192.0.2.300", "10.0.0.1/33", "relay.*.example", "a..b"})
    void mtqN6_whatIsNeitherAnAddressNorAHostKeepsTheListenerDown(String word) throws IOException {
        assertTrue(
                ListenerTable.of(
                                fixture.reading(MX + "listen mx allow " + word + "\n")
                                        .configuration())
                        .of(Server.DSMTP)
                        .getFirst()
                        .down()
                        .isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 10",
        "10.9.9.9,  20",
        "10.1.9.9,  30",
        "10.1.1.9,  40",
        "10.1.1.1,  50"
    })
    void momN35_theMostSpecificNetworkWins(String client, int most) throws IOException {
        ListenerPolicy policy =
                policy(
                        """
                        listen mx max_rcpt 10
                        listen mx peer 10.1.1.1 max_rcpt 50
                        listen mx peer 10.0.0.0/8 max_rcpt 20
                        listen mx peer 10.1.1.* max_rcpt 40
                        listen mx peer 10.1.0.0/16 max_rcpt 30
                        """);

        assertEquals(Optional.of(most), policy.forClient(address(client)).maxRcpt());
    }

    @Test
    void momN35_whatANetworkLeavesOutIsAsForTheWiderOne() throws IOException {
        ListenerPolicy policy =
                policy(
                                """
                                listen mx relay none
                                listen mx max_size 10
                                listen mx max_sessions 7
                                listen mx peer 10.0.0.0/8 relay all
                                listen mx peer 10.0.0.0/8 max_sessions 3
                                listen mx peer 10.1.0.0/16 max_size 0
                                listen mx peer 10.1.0.0/16 encryption tls-required
                                """)
                        .forClient(address("10.1.2.3"));

        assertEquals(Optional.of(Set.of(RelayWord.ALL)), policy.relay());
        assertEquals(Optional.of(Size.ofKilobytes(0)), policy.maxSize());
        assertEquals(Optional.of(new SessionLimit(3, "10.0.0.0/8")), policy.maxSessions());
        assertEquals(Optional.of(Encryption.STARTTLS_REQUIRED), policy.encryption());
    }

    @Test
    void momN36_onlyTheseNetworksSendHeaders() throws IOException {
        ListenerPolicy policy = policy("listen mx proxy_protocol 10.0.0.1,10.0.0.2\n");

        assertTrue(policy.trustsProxy(address("10.0.0.2")));
        assertFalse(policy.trustsProxy(address("10.0.0.3")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "relay everyone",
                "relay",
                "relay none,auth",
                "relay clients auth",
                "allow",
                "allow host",
                "allow 10.0.0.1/8",
                "deny 10.0.0",
                "proxy_protocol yes",
                "proxy_protocol",
                "peer 10.0.0.0/8 relay some",
                "peer host relay none",
                "peer 10.0.0.0/8",
                "peer 10.0.0.0/8 allow 10.0.0.1",
                "peer 10.0.0.0/8 encryption ssl",
                "encryption tls-maybe"
            })
    void aWrongValueThatDecidesWhoGetsInKeepsTheListenerDown(String option) throws IOException {
        String line = "listen mx " + option + "\n";

        assertFalse(definition(line).isOpen());
        assertTrue(definition(line).down().isPresent());
        assertTrue(problems(line).contains("ERROR dmail.conf:7: listen mx: "), problems(line));
        assertTrue(problems(line).contains("; this listener stays down"), problems(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max_size many",
                "max_rcpt 0",
                "max_sessions none",
                "max_sessions_per_ip -1",
                "peer 10.0.0.0/8 max_size many"
            })
    void anotherWrongValueIsIgnored(String option) throws IOException {
        String line = "listen mx " + option + "\n";

        assertTrue(definition(line).isOpen());
        assertTrue(problems(line).contains("ERROR dmail.conf:7: listen mx: "), problems(line));
        assertTrue(problems(line).endsWith("; the line is ignored"), problems(line));
    }

    @Test
    void aLineOfAListenerThatHasNoPlaceIsReported() throws IOException {
        assertEquals(
                "ERROR dmail.conf:7: listen mmx: no \"listen mmx on <address>:<port>\" line gives it"
                        + " an address; the line is ignored",
                problems("listen mmx deny 10.0.0.*\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "0.0.0.0/0", "10.0.0.1,::/0"})
    void momN36_thatEveryClientIsBelievedIsWarnedOf(String proxies) throws IOException {
        assertEquals(
                "WARNING dmail.conf:7: listen mx: proxy_protocol "
                        + proxies
                        + " believes every client that says whom it connects for; name the"
                        + " addresses of the proxies",
                problems("listen mx proxy_protocol " + proxies + "\n"));
    }

    @Test
    void dpopTakesNoMail() throws IOException {
        String lines = "listen p on :2110\nlisten p protocol pop\nlisten p max_size 10\n";

        assertEquals(
                "WARNING dmail.conf:9: listen p: max_size 10 has no effect, since only dsmtp takes"
                        + " mail",
                problems(lines));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:2525,    false",
        "10.0.0.1:2525,     false",
        "[fd00::1]:2525,    false",
        "192.0.2.1:2525,    true",
        "[2001:db8::1]:2525,true",
        ":2525,             true"
    })
    void anOpenRelayInTheInternetIsWarnedOf(String place, boolean warned) throws IOException {
        String lines = "listen mx on " + place + "\nlisten mx protocol smtp\nlisten mx relay all\n";
        List<String> problems =
                fixture.reading(lines).problems().stream()
                        .map(ConfigProblem::toString)
                        .filter(problem -> problem.contains("relay all"))
                        .toList();

        assertEquals(warned, !problems.isEmpty(), problems::toString);
    }

    @Test
    void whatIsReadIsWrittenInTheSameWords() throws IOException {
        List<String> lines =
                List.of(
                        "relay clients,auth",
                        "max_size 10240",
                        "max_rcpt 5",
                        "max_sessions 6",
                        "max_sessions_per_ip 7",
                        "allow 10.0.0.0/8,192.0.2.*",
                        "allow none",
                        "deny 10.0.0.1",
                        "peer 10.0.0.0/8 max_rcpt 9",
                        "proxy_protocol 10.0.0.1,10.0.0.2",
                        "encryption tls-required");
        for (String line : lines) {
            Configuration configuration = configuration("listen mx " + line + "\n");
            assertEquals(
                    line,
                    configuration.values(ListeningSettings.LISTEN).getLast().option().toString());
        }
    }

    private ListenerPolicy policy(String lines) throws IOException {
        return definition(lines).policy();
    }

    private ListenerDefinition definition(String lines) throws IOException {
        return ListenerTable.of(configuration(lines)).of(Server.DSMTP).getFirst();
    }

    private Configuration configuration(String lines) throws IOException {
        return fixture.reading(MX + lines).configuration();
    }

    private String problems(String lines) throws IOException {
        return String.join(
                "\n",
                fixture.reading(MX + lines).problems().stream()
                        .map(ListenerPolicyTest::text)
                        .toList());
    }

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    private static String text(ConfigProblem problem) {
        return problem.severity()
                + " "
                + problem.toString().replace("/etc/dmail.conf", "dmail.conf");
    }
}
