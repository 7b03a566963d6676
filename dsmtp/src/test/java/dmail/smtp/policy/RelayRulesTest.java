package dmail.smtp.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.address.IpPattern;
import dmail.common.address.Wildcard;
import dmail.smtp.message.ReversePath;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelayRulesTest {
    private static final LoginRule NO_LOGINS = new LoginRule(List.of(), Duration.ZERO);
    private static final Domain OTHERS = new Domain("other.example");
    private static final InetAddress STRANGER = InetAddress.ofLiteral("192.0.2.1");

    private static RelayRules rules(boolean open, String... patterns) {
        return new RelayRules(
                Stream.of(patterns).map(text -> IpPattern.parse(text).orElseThrow()).toList(),
                List.of(),
                List.of(),
                NO_LOGINS,
                open);
    }

    private static boolean covers(RelayRules rules, InetAddress client) {
        return rules.cover(client, ReversePath.NULL, OTHERS, () -> false);
    }

    private static List<Wildcard> wildcards(String... patterns) {
        return Stream.of(patterns).map(text -> Wildcard.parse(text).orElseThrow()).toList();
    }

    private static ReversePath sender(String address) {
        return ReversePath.parse(address).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "acme.example,        bob@acme.example,     true",
        "acme.example,        bob@ACME.example,     true",
        "acme.example,        bob@x.acme.example,   false",
        "acme.example,        bob@xacme.example,    false",
        "*.acme.example,      bob@x.acme.example,   true",
        "bob@acme.example,    bob@acme.example,     true",
        "bob@acme.example,    rob@acme.example,     false",
        "*,                   '',                   false",
        "acme.example,        '',                   false"
    })
    void forwardFromGoesByTheSendersDomain(String pattern, String from, boolean covered) {
        RelayRules rules =
                new RelayRules(List.of(), wildcards(pattern), List.of(), NO_LOGINS, true);

        assertEquals(covered, rules.cover(STRANGER, sender(from), OTHERS, () -> false));
    }

    @ParameterizedTest
    @CsvSource({
        "other.example,   true",
        "*.example,       true",
        "example,         false",
        "x.other.example, false"
    })
    void relayToGoesByTheDestination(String pattern, boolean covered) {
        RelayRules rules =
                new RelayRules(List.of(), List.of(), wildcards(pattern), NO_LOGINS, true);

        assertEquals(covered, covers(rules, STRANGER));
    }

    @Test
    void forwardUserGoesByLoginsAndAsksForThemOnlyWhenItIsSet() {
        LoginRule all = new LoginRule(wildcards("*"), Duration.ofMinutes(30));
        RelayRules rules = new RelayRules(List.of(), List.of(), List.of(), all, true);

        assertTrue(rules.cover(STRANGER, ReversePath.NULL, OTHERS, () -> true));
        assertFalse(rules.cover(STRANGER, ReversePath.NULL, OTHERS, () -> false));
        assertFalse(rules(false).cover(STRANGER, ReversePath.NULL, OTHERS, () -> true));
        assertFalse(rules.isOpen());
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.0/30, 10.1.1.255,       false",
        "10.1.2.0/30, 10.1.2.0,         true",
        "10.1.2.0/30, 10.1.2.3,         true",
        "10.1.2.0/30, 10.1.2.4,         false",
        "1.2.3.*,     1.2.3.0,          true",
        "1.2.3.*,     1.2.3.255,        true",
        "1.2.3.*,     1.2.4.0,          false",
        "1.2.3.*,     ::ffff:1.2.3.4,   true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::,     false"
    })
    void coverEdges(String pattern, String client, boolean covered) {
        assertEquals(covered, covers(rules(false, pattern), InetAddress.ofLiteral(client)));
    }

    @Test
    void nobodyWithoutARule() {
        assertFalse(covers(rules(false), STRANGER));
    }

    @Test
    void everybodyOnlyWhenOpenedAndWithoutRule() {
        assertTrue(covers(rules(true), STRANGER));
        assertFalse(covers(rules(true, "10.0.0.1"), STRANGER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x%elsewhere", "elsewhere!x", "\"x@elsewhere\"", "\"@a:x\""})
    void seesARelayInDisguise(String localPart) {
        EmailAddress address = EmailAddress.parse(localPart + "@test.example").orElseThrow();
        assertTrue(RelayRules.hasSenderSpecifiedRouting(address));
    }

    @Test
    void anOrdinaryAddressIsNone() {
        EmailAddress address = EmailAddress.parse("a.b+c_d-e=f@test.example").orElseThrow();
        assertFalse(RelayRules.hasSenderSpecifiedRouting(address));
    }

    private static RelayRules site() {
        return new RelayRules(
                List.of(IpPattern.parse("10.0.0.*").orElseThrow()),
                wildcards("acme.example"),
                wildcards("friend.example"),
                new LoginRule(wildcards("*"), Duration.ofMinutes(30)),
                false);
    }

    @ParameterizedTest
    @CsvSource({
        // clients auth   pop    all    lan    from   to     popped login
        "  false,  false, false, false, false, false, false, false, false",
        "  true,   false, false, false, true,  true,  true,  false, false",
        "  false,  true,  false, false, false, false, true,  false, true",
        "  false,  false, true,  false, false, false, true,  true,  false",
        "  true,   true,  false, false, true,  true,  true,  false, true",
        "  false,  false, false, true,  true,  true,  true,  true,  true"
    })
    void mtqN2_wordsOfAListenerLimitTheRulesOfTheServer(
            boolean clients,
            boolean auth,
            boolean pop,
            boolean all,
            boolean lan,
            boolean from,
            boolean to,
            boolean popped,
            boolean login) {
        RelayRules rules = site().limitedTo(new RelayWords(clients, auth, pop, all));

        InetAddress lanClient = InetAddress.ofLiteral("10.0.0.7");
        assertEquals(lan, rules.cover(lanClient, ReversePath.NULL, OTHERS, () -> false));
        assertEquals(from, rules.cover(STRANGER, sender("a@acme.example"), OTHERS, () -> false));
        assertEquals(
                to,
                rules.cover(STRANGER, ReversePath.NULL, new Domain("friend.example"), () -> false));
        assertEquals(popped, rules.cover(STRANGER, ReversePath.NULL, OTHERS, () -> true));
        assertEquals(login, rules.auth());
    }

    @Test
    void anOpenRelayThatIsLimitedToClientsIsForThisHost() {
        RelayRules rules = rules(true).limitedTo(new RelayWords(true, false, false, false));

        assertTrue(covers(rules, InetAddress.ofLiteral("127.0.0.1")));
        assertFalse(covers(rules, STRANGER));
    }
}
