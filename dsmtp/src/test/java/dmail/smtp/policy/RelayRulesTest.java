package dmail.smtp.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.EmailAddress;
import dmail.common.address.IpPattern;
import java.net.InetAddress;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelayRulesTest {
    private static RelayRules rules(boolean open, String... patterns) {
        return new RelayRules(
                Stream.of(patterns).map(text -> IpPattern.parse(text).orElseThrow()).toList(),
                open);
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
        assertEquals(covered, rules(false, pattern).cover(InetAddress.ofLiteral(client)));
    }

    @Test
    void nobodyWithoutARule() {
        assertFalse(rules(false).cover(InetAddress.ofLiteral("192.0.2.1")));
    }

    @Test
    void everybodyOnlyWhenOpenedAndWithoutRule() {
        assertTrue(rules(true).cover(InetAddress.ofLiteral("192.0.2.1")));
        assertFalse(rules(true, "10.0.0.1").cover(InetAddress.ofLiteral("192.0.2.1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x%elsewhere", "elsewhere!x", "\"x@elsewhere\"", "\"@a:x\""})
    void seesARelayInDisguise(String localPart) {
        EmailAddress address = EmailAddress.parse(localPart + "@test.example").orElseThrow();
        assertTrue(RelayRules.isRelayInDisguise(address));
    }

    @Test
    void anOrdinaryAddressIsNone() {
        EmailAddress address = EmailAddress.parse("a.b+c_d-e=f@test.example").orElseThrow();
        assertFalse(RelayRules.isRelayInDisguise(address));
    }
}
