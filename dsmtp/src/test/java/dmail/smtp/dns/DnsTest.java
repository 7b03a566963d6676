package dmail.smtp.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Wildcard;
import dmail.common.config.type.GatewayLine;
import dmail.common.config.type.HostAndPort;
import dmail.smtp.testing.TestDns;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In what order hosts are looked for, and what comes of each answer. */
@Timeout(60)
class DnsTest {
    private @TempDir Path folder;
    private DnsFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new DnsFixture(folder);
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    private void exchangersOfThree() throws IOException {
        fixture.server
                .has("three.example", "MX", "20 mx2.three.example.")
                .has("three.example", "MX", "10 mx1.three.example.")
                .has("three.example", "MX", "30 mx3.three.example.")
                .has("mx1.three.example", "A", "192.0.2.1")
                .has("mx1.three.example", "A", "192.0.2.11")
                .has("mx1.three.example", "AAAA", "2001:db8::1")
                .has("mx2.three.example", "AAAA", "2001:db8::2")
                .has("mx3.three.example", "A", "192.0.2.3");
    }

    @Test
    void dm12_goesByPreferenceAndThenToEachAddress() throws IOException {
        exchangersOfThree();
        assertEquals(
                "mx1.three.example:25 192.0.2.1 192.0.2.11 2001:db8:0:0:0:0:0:1;"
                        + " mx2.three.example:25 2001:db8:0:0:0:0:0:2;"
                        + " mx3.three.example:25 192.0.2.3",
                fixture.route("three.example"));
    }

    @Test
    void shufflesEqualPreferences() throws IOException {
        for (String host : List.of("a", "b", "c")) {
            fixture.server
                    .has("equal.example", "MX", "10 " + host + ".equal.example.")
                    .has(host + ".equal.example", "A", "192.0.2.1");
        }
        fixture.server
                .has("equal.example", "MX", "5 first.equal.example.")
                .has("first.equal.example", "A", "192.0.2.1");
        Set<String> orders = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            String route = fixture.route("equal.example");
            assertTrue(route.startsWith("first.equal.example"), route);
            orders.add(route);
        }
        assertEquals(6, orders.size());
    }

    @Test
    void dm12_withoutExchangersTheDomainIsTheHost() throws IOException {
        fixture.server.has("plain.example", "A", "192.0.2.7");
        assertEquals("plain.example:25 192.0.2.7", fixture.route("plain.example"));
    }

    @Test
    void dm12_aDomainThatDoesNotExistIsGivenUp() {
        assertEquals(
                "none: DNS has neither a mail exchanger nor an address of gone.example",
                fixture.route("gone.example"));
    }

    @Test
    void aDomainWithNeitherRecordIsGivenUp() throws IOException {
        fixture.server.has("text.example", "TXT", "\"nothing for mail\"");
        assertInstanceOf(Exchangers.NoSuchDomain.class, fixture.of("text.example"));
    }

    @Test
    void aNullExchangerTakesNoMailWhateverItsAddress() throws IOException {
        fixture.server.has("null.example", "MX", "0 .").has("null.example", "A", "192.0.2.7");
        assertEquals("takes no mail", fixture.route("null.example"));
    }

    @Test
    void aServerThatFailsIsNeverNoSuchDomain() throws IOException {
        fixture.server.answers("broken.example", "SERVFAIL").answers("shy.example", "REFUSED");
        String place = "127.0.0.1:" + fixture.server.address().getPort();
        assertEquals(
                "later: mail exchangers of broken.example: name server "
                        + place
                        + " answers SERVFAIL",
                fixture.route("broken.example"));
        assertEquals(
                "later: mail exchangers of shy.example: name server " + place + " answers REFUSED",
                fixture.route("shy.example"));
    }

    @Test
    void aServerThatIsSilentIsNeverNoSuchDomain() throws IOException {
        fixture.withShortTimeout().server.isSilentAbout("silent.example");
        assertEquals(
                "later: mail exchangers of silent.example: name server 127.0.0.1:"
                        + fixture.server.address().getPort()
                        + " does not answer",
                fixture.route("silent.example"));
    }

    @Test
    void anAddressThatCannotBeToldKeepsTheMail() throws IOException {
        fixture.server.has("lame.example", "TXT", "\"x\"").answers("a.lame.example", "SERVFAIL");
        fixture.server.has("later.example", "MX", "10 a.lame.example.");
        assertInstanceOf(Exchangers.TryLater.class, fixture.of("later.example"));
    }

    @Test
    void anExchangerWithoutAddressKeepsTheMail() throws IOException {
        fixture.server
                .has("dangling.example", "MX", "10 nowhere.example.")
                .has("dangling.example", "A", "192.0.2.7");
        assertEquals(
                "later: mail exchanger nowhere.example has no address",
                fixture.route("dangling.example"));
    }

    @Test
    void anExchangerThatCannotBeFoundIsPassedOver() throws IOException {
        exchangersOfThree();
        fixture.server.forget("mx1.three.example").answers("mx2.three.example", "SERVFAIL");
        assertEquals("mx3.three.example:25 192.0.2.3", fixture.route("three.example"));
    }

    @Test
    void cutsOffOurselvesAndWhatIsNoBetter() throws IOException {
        exchangersOfThree();
        fixture.server
                .has("three.example", "MX", "20 mail.here.example.")
                .has("mail.here.example", "A", "192.0.2.99");
        assertEquals(
                "mx1.three.example:25 192.0.2.1 192.0.2.11 2001:db8:0:0:0:0:0:1",
                fixture.route("three.example"));
    }

    @Test
    void knowsItselfByItsAddressToo() throws IOException {
        exchangersOfThree();
        fixture.server
                .has("three.example", "MX", "20 other-name.example.")
                .has("other-name.example", "A", "192.0.2.99");
        assertEquals(
                "mx1.three.example:25 192.0.2.1 192.0.2.11 2001:db8:0:0:0:0:0:1",
                fixture.route("three.example"));
    }

    @Test
    void saysWhatItLeavesOut() throws IOException {
        fixture.server
                .has("name.example", "MX", "20 mail.here.example.")
                .has("address.example", "MX", "20 other-name.example.")
                .has("other-name.example", "A", "192.0.2.99");
        String why = " = this server, so it is left out together with all that are no better";
        assertEquals("mail.here.example" + why, steps("name.example").getLast());
        assertEquals("other-name.example" + why, steps("address.example").getLast());
    }

    @Test
    void neverGoesToItselfForAForeignDomain() throws IOException {
        fixture.server
                .has("loop.example", "MX", "10 mail.here.example.")
                .has("local.example", "MX", "10 localhost.")
                .has("localhost", "A", "127.0.0.1")
                .has("mapped.example", "AAAA", "::ffff:127.0.0.1")
                .has("own.example", "A", "192.0.2.99");
        for (String domain :
                List.of(
                        "loop.example",
                        "local.example",
                        "mapped.example",
                        "own.example",
                        "[127.0.0.1]")) {
            assertInstanceOf(Exchangers.OnlyOurselves.class, fixture.of(domain), domain);
        }
    }

    @Test
    void mayGoToAnotherServerOnThisMachine() throws IOException {
        fixture.withOthersOnThisMachine()
                .server
                .has("other.example", "MX", "10 mx.other.example.")
                .has("other.example", "MX", "20 mail.here.example.")
                .has("mx.other.example", "A", "127.0.0.2");
        assertEquals("mx.other.example:25 127.0.0.2", fixture.route("other.example"));
    }

    @Test
    void asBackupItWaitsForTheBetterOne() throws IOException {
        fixture.server
                .has("backup.example", "MX", "10 main.backup.example.")
                .has("backup.example", "MX", "20 mail.here.example.")
                .answers("main.backup.example", "SERVFAIL");
        assertInstanceOf(Exchangers.TryLater.class, fixture.of("backup.example"));
    }

    @Test
    void goesToALiteralWithoutAsking() {
        assertEquals("[198.51.100.10]:25 198.51.100.10", fixture.route("[198.51.100.10]"));
        assertEquals(
                "[IPv6:2001:db8:0:0:0:0:0:1]:25 2001:db8:0:0:0:0:0:1",
                fixture.route("[IPv6:2001:db8::1]"));
        assertEquals(List.of(), fixture.server.asked());
    }

    @Test
    void followsAliases() throws IOException {
        fixture.server
                .has("alias.example", "CNAME", "real.example.")
                .has("real.example", "MX", "10 mxalias.example.")
                .has("mxalias.example", "CNAME", "mx.example.")
                .has("mx.example", "A", "192.0.2.5");
        assertEquals("mxalias.example:25 192.0.2.5", fixture.route("alias.example"));
    }

    @Test
    void aCircleOfAliasesKeepsTheMail() throws IOException {
        fixture.server
                .has("one.example", "CNAME", "two.example.")
                .has("two.example", "CNAME", "one.example.");
        assertTrue(fixture.route("one.example").endsWith("leads through aliases without end"));
    }

    @Test
    void takesManyExchangersByTcp() throws IOException {
        for (int i = 0; i < 60; i++) {
            String host = "mx-with-a-long-name-of-its-own-" + i + ".many.example";
            fixture.server
                    .has("many.example", "MX", i + " " + host + ".")
                    .has(host, "A", "192.0.2." + (i + 1));
        }
        Exchangers.Hosts hosts =
                assertInstanceOf(Exchangers.Hosts.class, fixture.of("many.example"));
        assertEquals(60, hosts.hosts().size());
        assertEquals(
                2,
                fixture.server.asked().stream().filter("MX many.example"::equals).count(),
                "first by UDP, then by TCP");
        assertEquals(
                IntStream.range(0, 60).mapToObj(i -> "/192.0.2." + (i + 1)).toList(),
                hosts.hosts().stream().map(h -> h.addresses().getFirst().toString()).toList());
    }

    @Test
    void b32_theBestExchangersAreTheAnswersInHand() throws IOException {
        exchangersOfThree();
        fixture.server
                .has("three.example", "MX", "10 B.three.example.")
                .has("b.three.example", "A", "192.0.2.7");
        fixture.gateway(line("*.branch.example", literal("127.0.0.1")));
        assertEquals(List.of(), fixture.known("three.example"));

        List<String> found = fixture.found("three.example");

        assertEquals(
                List.of("b.three.example", "mx1.three.example"), found.stream().sorted().toList());
        int asked = fixture.server.asked().size();
        assertEquals(
                List.of("b.three.example", "mx1.three.example"), fixture.known("three.example"));
        assertEquals(List.of("127.0.0.1"), fixture.known("north.branch.example"));
        assertEquals(List.of(), fixture.known("other.example"));
        assertEquals(asked, fixture.server.asked().size());
    }

    @Test
    void dm12_gatewaysComeBeforeEverything() throws Exception {
        fixture.server.has("relay.example", "A", "192.0.2.50");
        fixture.gateway(
                        line(
                                "*.branch.example",
                                new HostAndPort(
                                        "relay.example", Optional.empty(), OptionalInt.of(26)),
                                literal("127.0.0.1")))
                .gateway(line("*", literal("192.0.2.60")));

        assertEquals(
                "relay.example:26 192.0.2.50; 127.0.0.1:25 127.0.0.1",
                fixture.route("north.branch.example"));
        assertEquals("192.0.2.60:25 192.0.2.60", fixture.route("other.example"));
        assertEquals("192.0.2.60:25 192.0.2.60", fixture.route("[198.51.100.10]"));
        assertEquals(List.of("A relay.example", "AAAA relay.example"), sorted());
    }

    /** Options of sending go before gateway lines; a port of a line goes before theirs. */
    @Test
    void momN19_theGatewayOfAScopeComesBeforeAll() throws Exception {
        fixture.server.has("relay.example", "A", "192.0.2.50");
        fixture.server.has("plain.example", "A", "192.0.2.7");
        fixture.gateway(
                line(
                        "*.branch.example",
                        literal("192.0.2.60"),
                        new HostAndPort("relay.example", Optional.empty(), OptionalInt.of(26))));
        HostAndPort smart = new HostAndPort("relay.example", Optional.empty(), OptionalInt.of(27));
        NextHop gateway = new NextHop(Optional.of(smart), Optional.of(2525));
        NextHop plain = new NextHop(Optional.of(literal("192.0.2.61")), Optional.of(2525));
        NextHop port = new NextHop(Optional.empty(), Optional.of(2525));

        assertEquals(List.of("relay.example:27"), ports("x.branch.example", gateway));
        assertEquals(List.of("relay.example:27"), ports("[198.51.100.10]", gateway));
        assertEquals(List.of("192.0.2.61:2525"), ports("plain.example", plain));
        assertEquals(
                List.of("192.0.2.60:2525", "relay.example:26"), ports("x.branch.example", port));
        assertEquals(List.of("plain.example:2525"), ports("plain.example", port));
        assertEquals(List.of("plain.example:25"), ports("plain.example", NextHop.USUAL));
        assertEquals(List.of("[198.51.100.10]:2525"), ports("[198.51.100.10]", port));
    }

    private List<String> ports(String domain, NextHop hop) {
        Exchangers.Hosts found = assertInstanceOf(Exchangers.Hosts.class, fixture.of(domain, hop));
        return found.hosts().stream().map(host -> host.name() + ":" + host.port()).toList();
    }

    private List<String> sorted() {
        return fixture.server.asked().stream().sorted().toList();
    }

    private static HostAndPort literal(String address) {
        return new HostAndPort(
                address, Optional.of(InetAddress.ofLiteral(address)), OptionalInt.empty());
    }

    private static GatewayLine line(String pattern, HostAndPort... hosts) {
        return new GatewayLine(List.of(Wildcard.parse(pattern).orElseThrow()), List.of(hosts));
    }

    @Test
    void aGatewayThatIsNotFoundKeepsTheMail() {
        fixture.gateway(
                line("*", new HostAndPort("typo.example", Optional.empty(), OptionalInt.empty())));
        assertEquals(
                "later: no gateway is found: typo.example has no address",
                fixture.route("any.example"));
    }

    @Test
    void ofSeveralServersTheNextOneIsAskedWhenTheFirstFails() throws IOException {
        fixture.server.has("plain.example", "A", "192.0.2.7");
        try (var broken = TestDns.start()) {
            broken.answers("plain.example", "SERVFAIL");
            fixture.asksFirst(broken.address());
            assertEquals("plain.example:25 192.0.2.7", fixture.route("plain.example"));
            assertEquals(List.of("MX plain.example"), broken.asked());
        }
    }

    @Test
    void showsTheWayAndWhereItIsKnownFrom() throws IOException {
        exchangersOfThree();
        fixture.server.forget("mx2.three.example").forget("mx3.three.example");
        String place = "127.0.0.1:" + fixture.server.address().getPort();
        assertEquals(
                List.of(
                        "MX three.example = 10 mx1.three.example, 20 mx2.three.example, 30"
                                + " mx3.three.example by "
                                + place,
                        "A mx1.three.example = 192.0.2.1, 192.0.2.11 by " + place,
                        "AAAA mx1.three.example = 2001:db8:0:0:0:0:0:1 by " + place,
                        "A mx2.three.example = no such domain by " + place,
                        "AAAA mx2.three.example = no such domain by " + place,
                        "A mx3.three.example = no such domain by " + place,
                        "AAAA mx3.three.example = no such domain by " + place),
                steps("three.example"));
        assertTrue(steps("three.example").getFirst().contains(" by memory, 3"));
        fixture.forgetMemory();
        fixture.server.forget("three.example");
        assertEquals(
                List.of(
                        "MX three.example = no such domain by " + place,
                        "MX three.example = 10 mx1.three.example, 20 mx2.three.example, 30"
                                + " mx3.three.example by disk, of 2026-11-21T12:00:00Z"),
                steps("three.example").subList(0, 2));
        fixture.gateway(line("*", literal("192.0.2.60")));
        assertEquals(List.of("gateway = 192.0.2.60"), steps("three.example"));
    }

    private List<String> steps(String domain) {
        return fixture.explain(domain).steps().stream()
                .map(step ->
                        step.label()
                                + " = "
                                + step.value()
                                + (step.by().isEmpty() ? "" : " by " + step.by()))
                .toList();
    }

    @Test
    void dm12_theSystemsHostsFileGoesBeforeDns() throws IOException {
        fixture.server.has("plain.example", "A", "192.0.2.7");
        fixture.hostsFile("192.0.2.70 plain.example # ours\n");
        assertEquals(
                "plain.example:25 192.0.2.7", fixture.route("plain.example"), "dns_host rules");
        fixture.asTheSystemDoes();
        assertEquals("plain.example:25 192.0.2.70", fixture.route("plain.example"));
        assertEquals(
                "later: mail exchangers of other.example: no name server is known",
                fixture.route("other.example"));
    }
}
