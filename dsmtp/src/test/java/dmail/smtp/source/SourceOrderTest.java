package dmail.smtp.source;

import static dmail.smtp.source.FakeHost.ip;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.Domain;
import dmail.common.address.IpLiteral;
import dmail.common.config.binding.ScopeTable;
import dmail.common.testing.SendingLines;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From which address mail leaves. The choices besides "same as incoming" (argN6) are those of arg11
 * and smN4.
 */
final class SourceOrderTest {
    private static final String FOUR = "198.51.100.25";
    private static final String SIX = "2001:db8:f::25";

    private final FakeHost host = new FakeHost();

    private String from(String exchanger, SourceIdentity who, String... lines) {
        return from("default", exchanger, who, lines);
    }

    private String from(String binding, String exchanger, SourceIdentity who, String... lines) {
        SourceOrder order =
                new SourceOrder(
                        ScopeTable.of(SendingLines.read(String.join("\n", lines))), host, host);
        return switch (order.of(binding, who, ip(exchanger))) {
            case Sources.Wait(String why) -> "wait: " + why;
            case Sources.Skip(String why) -> "skip: " + why;
            case Sources.Use(List<OutboundSource> inOrder) ->
                    String.join(" ", inOrder.stream().map(SourceOrderTest::words).toList());
        };
    }

    /** {@return the same without what follows when this machine lacks the addresses} */
    private String whilePresent(String exchanger, SourceIdentity who, String... lines) {
        return whilePresent("default", exchanger, who, lines);
    }

    private String whilePresent(
            String binding, String exchanger, SourceIdentity who, String... lines) {
        return from(binding, exchanger, who, lines).replaceAll(" else:.*", "");
    }

    private static String words(OutboundSource source) {
        String address =
                source.address().map(IpLiteral::text).orElse("system").replace(":0:0:0:0:0:", "::");
        String binding = source.binding().equals("default") ? "" : source.binding() + "/";
        return switch (source.turn()) {
            case FIRST -> binding + address;
            case AFTER_FAILURE -> "then:" + binding + address;
            case WITHOUT_ADDRESS -> "else:" + binding + address;
        };
    }

    private static SourceIdentity at(String reached) {
        return new SourceIdentity(Optional.of(ip(reached)), "", Optional.empty());
    }

    private static SourceIdentity in(String group) {
        return new SourceIdentity(Optional.empty(), group, Optional.empty());
    }

    private static SourceIdentity by(String sender) {
        return new SourceIdentity(Optional.empty(), "", Optional.of(new Domain(sender)));
    }

    @Test
    void smN4_argN6_withoutALineTheSystemChooses() {
        assertEquals("system", from(FOUR, SourceIdentity.NONE));
        assertEquals("system", from(SIX, at("2001:db8::30"), "outbound_ipv4 off"));
        assertEquals("system", from(FOUR, at("192.0.2.30"), "outbound_ipv4 system"));
    }

    /** Of the lines from a place on, and in the other order in the file. */
    @ParameterizedTest
    @CsvSource({"0, 192.0.2.30", "1, 192.0.2.10", "2, 192.0.2.1", "3, system"})
    void smN4_momN13_theModeThenTheLineOfDefaultThenThatOfAllThenTheSystemDecides(
            int first, String source) {
        List<String> lines =
                List.of(
                                "outbound_ipv4 same",
                                "binding default bind_address 192.0.2.10",
                                "bind_address 192.0.2.1")
                        .subList(first, 3);

        for (List<String> those : List.of(lines, lines.reversed())) {
            assertEquals(
                    source, whilePresent(FOUR, at("192.0.2.30"), those.toArray(String[]::new)));
        }
    }

    @Test
    void smN4_primaryIsTheFirstAddressOfItsFamily() {
        host.interfaces.addAll(
                List.of(ip("2001:db8::7"), ip("192.0.2.7"), ip("192.0.2.8"), ip("2001:db8::8")));

        assertEquals("192.0.2.7", whilePresent(FOUR, SourceIdentity.NONE, "outbound_ipv4 primary"));
        assertEquals(
                "2001:db8::7", whilePresent(SIX, SourceIdentity.NONE, "outbound_ipv6 primary"));
    }

    @Test
    void smN4_domainIsTheAddressOfTheSendersGroupOrVirtualDomain() {
        host.groups.put("two", ip("192.0.2.30"));
        host.virtual.put("one.example", ip("192.0.2.20"));

        assertEquals("192.0.2.30", whilePresent(FOUR, in("two"), "outbound_ipv4 domain"));
        assertEquals("192.0.2.20", whilePresent(FOUR, by("one.example"), "outbound_ipv4 domain"));
        assertEquals("system", whilePresent(SIX, in("two"), "outbound_ipv6 domain"));
        assertEquals("system", whilePresent(FOUR, in("three"), "outbound_ipv4 domain"));
    }

    @Test
    void smN4_rotateBeginsWithTheFirstThatMayBeUsed() {
        host.dedicated.put(ip("192.0.2.1"), "one");

        assertEquals(
                "192.0.2.2 then:192.0.2.3",
                whilePresent(
                        FOUR,
                        SourceIdentity.NONE,
                        "outbound_ipv4 rotate 192.0.2.1,192.0.2.2,192.0.2.3"));
        assertEquals(
                "2001:db8::2",
                whilePresent(SIX, SourceIdentity.NONE, "outbound_ipv6 rotate 2001:db8::2"));
    }

    @Test
    void smN5_theNextOfTheListFollowsAnyFailure() {
        assertEquals(
                "192.0.2.1 then:192.0.2.2",
                whilePresent(
                        FOUR, SourceIdentity.NONE, "outbound_ipv4 rotate 192.0.2.1,192.0.2.2"));
    }

    @Test
    void smN4_offSendsNothingByThatFamily() {
        assertEquals(
                "skip: outbound_ipv4 is off, so nothing is sent by IPv4",
                from(FOUR, SourceIdentity.NONE, "outbound_ipv4 off"));
        assertEquals(
                "skip: outbound_ipv6 is off, so nothing is sent by IPv6",
                from(
                        "one",
                        SIX,
                        SourceIdentity.NONE,
                        "outbound_ipv6 off",
                        "binding one" + " bind_address 2001:db8::1"));
    }

    @Test
    void smN4_boundSendsOnlyFromAnAddressOfTheBinding() {
        assertEquals(
                "skip: binding default has no IPv6 address, and outbound_ipv6 is bound",
                from(
                        SIX,
                        SourceIdentity.NONE,
                        "outbound_ipv6 bound",
                        "binding default bind_address 192.0.2.10"));
        assertEquals(
                "one/2001:db8::20",
                from(
                        "one",
                        SIX,
                        SourceIdentity.NONE,
                        "outbound_ipv6 bound",
                        "binding one bind_address 2001:db8::20"));
    }

    @Test
    void arg9_sameIsTheAddressAtWhichTheMessageCameIn() {
        assertEquals("192.0.2.30", whilePresent(FOUR, at("192.0.2.30"), "outbound_ipv4 same"));
        assertEquals("192.0.2.20", whilePresent(FOUR, at("192.0.2.20"), "outbound_ipv4 same"));
    }

    @Test
    void arg10_sameIsOfTheExchangersFamily() {
        assertEquals(
                "2001:db8::30",
                whilePresent(SIX, at("2001:db8::30"), "outbound_ipv4 same", "outbound_ipv6 same"));
        assertEquals("system", whilePresent(SIX, at("192.0.2.30"), "outbound_ipv6 same"));
    }

    @Test
    void arg11_argN6_withoutSameTheAddressDoesNotMatter() {
        assertEquals(
                "192.0.2.10",
                from(FOUR, at("192.0.2.30"), "binding default bind_address 192.0.2.10"));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 198.51.100.25, 192.0.2.10",
        "127.0.0.1, 198.51.100.25, 192.0.2.10",
        "127.0.0.1, 10.0.0.9, 192.0.2.10",
        "169.254.1.1, 10.0.0.9, 192.0.2.10",
        "10.0.0.1, 10.0.0.9, 10.0.0.1",
        "192.0.2.30, 10.0.0.9, 192.0.2.30",
        "198.18.0.1, 198.51.100.25, 198.18.0.1",
        "127.0.1.2, 127.0.1.3, 127.0.1.2"
    })
    void momN22_sameIsPassedOverWhenTheExchangerCannotAnswerIt(
            String reached, String exchanger, String source) {
        assertEquals(
                source,
                whilePresent(
                        exchanger,
                        at(reached),
                        "outbound_ipv4 same",
                        "binding default bind_address 192.0.2.10"));
    }

    @ParameterizedTest
    @CsvSource({"fd00::1", "fe80::1", "::1"})
    void momN22_privateAddressesOfIpv6ArePassedOver(String reached) {
        assertEquals("system", from(SIX, at(reached), "outbound_ipv6 same"));
    }

    @Test
    void b10_anAddressWithAPublicOneCountsAsPublic() {
        host.translated.add(ip("10.0.0.1"));

        assertEquals("10.0.0.1", whilePresent(FOUR, at("10.0.0.1"), "outbound_ipv4 same"));
    }

    @Test
    void momN13_aBindingHasAnAddressANameOrTheSystemsChoice() {
        host.hosts.put("out.example", List.of(ip("2001:db8::9"), ip("192.0.2.9")));

        assertEquals(
                "b/192.0.2.1",
                from("b", FOUR, SourceIdentity.NONE, "binding b bind_address 192.0.2.1"));
        assertEquals(
                "b/192.0.2.9",
                from("b", FOUR, SourceIdentity.NONE, "binding b bind_address out.example"));
        assertEquals(
                "b/system",
                from(
                        "b",
                        FOUR,
                        SourceIdentity.NONE,
                        "bind_address 192.0.2.1",
                        "binding b bind_address *"));
        assertEquals(
                "wait: bind_address lost.example has no IPv4 address",
                from("b", FOUR, SourceIdentity.NONE, "binding b bind_address lost.example"));
    }

    @Test
    void momN13_aBindingWithoutAnAddressHasThatOfItsGroupOrOfAll() {
        assertEquals("b/192.0.2.1", from("b", FOUR, SourceIdentity.NONE, "bind_address 192.0.2.1"));
        assertEquals("192.0.2.1", from(FOUR, SourceIdentity.NONE, "bind_address 192.0.2.1"));
        assertEquals(
                "b/192.0.2.2",
                from(
                        "b",
                        FOUR,
                        SourceIdentity.NONE,
                        "bind_address 192.0.2.1",
                        "binding_group g bind_address 192.0.2.2",
                        "binding_group g binding b"));
    }

    @Test
    void momN14_b1_eachExchangerGetsTheAddressOfItsFamily() {
        String[] lines = {
            "binding one bind_address 192.0.2.20", "binding one bind_address 2001:db8::20"
        };

        assertEquals("one/192.0.2.20", from("one", FOUR, SourceIdentity.NONE, lines));
        assertEquals("one/2001:db8::20", from("one", SIX, SourceIdentity.NONE, lines));
    }

    @Test
    void modesAreForDefaultOnly() {
        assertEquals(
                "one/192.0.2.20",
                from(
                        "one",
                        FOUR,
                        at("192.0.2.30"),
                        "outbound_ipv4 same",
                        "binding one bind_address 192.0.2.20"));
        assertEquals("one/system", from("one", FOUR, at("192.0.2.30"), "outbound_ipv4 same"));
    }

    @Test
    void b4_aDedicatedAddressCarriesNoOtherMail() {
        host.dedicated.put(ip("192.0.2.20"), "one");
        host.groups.put("one", ip("192.0.2.20"));

        assertEquals("192.0.2.20", whilePresent(FOUR, in("one"), "outbound_ipv4 domain"));
        assertEquals(
                "192.0.2.10",
                whilePresent(
                        FOUR,
                        at("192.0.2.20"),
                        "outbound_ipv4 same",
                        "binding default bind_address 192.0.2.10"));
        assertEquals(
                "wait: source 192.0.2.20 is dedicated to domain_group one",
                whilePresent("b", FOUR, in("two"), "binding b bind_address 192.0.2.20"));
        assertEquals(
                "b/192.0.2.20",
                whilePresent("b", FOUR, in("one"), "binding b bind_address 192.0.2.20"));
    }

    @Test
    void b4_theSystemsChoiceIsNotADedicatedAddress() {
        host.dedicated.put(ip("192.0.2.20"), "one");
        host.chosen = Optional.of(ip("192.0.2.20"));

        assertEquals("192.0.2.20", from(FOUR, in("one")));
        assertEquals(
                "wait: source 192.0.2.20 is dedicated to domain_group one",
                from(FOUR, SourceIdentity.NONE));

        host.interfaces.addAll(List.of(ip("192.0.2.20"), ip("192.0.2.21")));
        assertEquals("192.0.2.21", from(FOUR, SourceIdentity.NONE));
    }

    @Test
    void b3_withoutItsAddressMailWaitsOrTakesWhatTheLineAllows() {
        String[] members = {
            "binding_group g binding a bind_address 192.0.2.1",
            "binding_group g binding b bind_address 192.0.2.2"
        };

        assertEquals("a/192.0.2.1", from("a", FOUR, SourceIdentity.NONE, members));
        assertEquals(
                "a/192.0.2.1 else:b/192.0.2.2",
                from("a", FOUR, SourceIdentity.NONE, members[0], members[1], "bind_failure next"));
        assertEquals(
                "a/192.0.2.1",
                from(
                        "a",
                        FOUR,
                        SourceIdentity.NONE,
                        members[0],
                        members[1],
                        "binding_group g binding b weight 0",
                        "bind_failure next"),
                "b19: it takes nothing");
        assertEquals(
                "a/192.0.2.1 else:a/system",
                from(
                        "a",
                        FOUR,
                        SourceIdentity.NONE,
                        members[0],
                        members[1],
                        "binding_group g bind_failure system"));
    }

    @Test
    void b3_anAddressThatIsNoneNeverMeansTheSystemsChoice() {
        assertEquals(
                "wait: bind_address 192.0.2.999 can't be used: neither an IP address, nor a host's"
                        + " name, nor *",
                from("a", FOUR, SourceIdentity.NONE, "binding a bind_address 192.0.2.999"));
    }

    /** One renumbering of the host must not stop all that came in before. */
    @Test
    void b3_anAddressOfAModeThatIsMissingIsPassedOver() {
        String[] lines = {
            "outbound_ipv4 same",
            "binding default bind_address 192.0.2.10",
            "binding default bind_failure defer"
        };

        assertEquals("192.0.2.30 else:192.0.2.10", from(FOUR, at("192.0.2.30"), lines));
        assertEquals("192.0.2.30 else:system", from(FOUR, at("192.0.2.30"), lines[0]));
        assertEquals(
                "192.0.2.1 then:192.0.2.2 else:192.0.2.10",
                from(
                        FOUR,
                        SourceIdentity.NONE,
                        "outbound_ipv4 rotate 192.0.2.1,192.0.2.2",
                        lines[1]));
    }

    /** It speaks of bind_address alone. */
    @Test
    void b3_bindFailureFollowsTheBindAddress() {
        assertEquals(
                "192.0.2.30 else:192.0.2.10 else:system",
                from(
                        FOUR,
                        at("192.0.2.30"),
                        "outbound_ipv4 same",
                        "bind_address 192.0.2.10",
                        "bind_failure system"));
        assertEquals(
                "a/system",
                from(
                        "a",
                        FOUR,
                        SourceIdentity.NONE,
                        "binding_group g binding a weight 1",
                        "binding_group g binding b bind_address 192.0.2.2",
                        "bind_failure next"));
    }

    /** Else it would be bind_failure system. */
    @Test
    void b3_nextTakesOnlyMembersWithAnAddress() {
        assertEquals(
                "a/192.0.2.1 else:c/192.0.2.3",
                from(
                        "a",
                        FOUR,
                        SourceIdentity.NONE,
                        "binding_group g bind_failure next",
                        "binding_group g binding a bind_address 192.0.2.1",
                        "binding_group g binding b bind_address *",
                        "binding_group g binding c bind_address 192.0.2.3",
                        "binding_group g binding d weight 1"));
    }

    /** A route that comes up meanwhile changes what the system chooses. */
    @Test
    void b4_theAddressThatAConnectionHasIsLookedAt() {
        host.dedicated.put(ip("192.0.2.20"), "one");
        SourceOrder order = new SourceOrder(ScopeTable.of(SendingLines.read("")), host, host);

        assertEquals(Optional.empty(), order.forbids(in("one"), ip("192.0.2.20")));
        assertEquals(Optional.empty(), order.forbids(in("two"), ip("192.0.2.21")));
        assertEquals(
                Optional.of("source 192.0.2.20 is dedicated to domain_group one"),
                order.forbids(in("two"), ip("192.0.2.20")));
    }
}
