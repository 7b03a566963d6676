package dmail.smtp.source;

import static dmail.smtp.source.FakeHost.ip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Jimfs;
import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.address.IpLiteral;
import dmail.common.config.Configuration;
import dmail.common.config.binding.ScopeTable;
import dmail.common.login.Domains;
import dmail.common.login.LoginSettings;
import dmail.common.testing.SendingLines;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.QueueIds;
import dmail.smtp.message.Reception;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.routing.TestExpansions;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From where mail leaves by a whole file: the worked example of one with all kinds of lines. */
final class ConfiguredSourcesTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final String SITE =
            """
            host_domain acme.example
            vdomain A 192.0.2.20 one.example drop
            vdomain B 192.0.2.30 two.example drop
            port mx protocol smtp
            port mx number 25
            ip 192.0.2.10 hostname mail.acme.example
            ip 192.0.2.10 ports mx
            ip 192.0.2.20 ports mx
            ip 192.0.2.30 ports mx
            ip 192.0.2.41 hostname out1.acme.example
            ip 192.0.2.42 hostname out2.acme.example
            local_host mail.acme.example
            domain_group one vdomain A
            domain_group one bind_to 192.0.2.20
            domain_group one local_host mail.one.example
            domain_group one dedicated true
            domain_group two vdomain B
            domain_group two bind_to 192.0.2.30
            domain_group two local_host mail.two.example
            outbound_ipv4 same
            outbound_ipv6 bound
            binding default bind_address 192.0.2.10
            binding one bind_address 192.0.2.20
            binding one bind_address 2001:db8::20
            binding one ehlo_hostname mail.one.example
            binding_group bulk binding out1 bind_address 192.0.2.41
            binding_group bulk binding out2 bind_address 192.0.2.42
            binding solo bind_address 192.0.2.10
            """;

    private static final String FOUR = "198.51.100.25";
    private static final String SIX = "2001:db8:f::25";

    private static SourcePolicy policy(String lines) {
        Configuration configuration =
                TestExpansions.configuration(
                        Jimfs.newFileSystem(com.google.common.jimfs.Configuration.unix())
                                .getPath("/etc"),
                        lines);
        Domains domains = new Domains(LoginSettings.from(configuration));
        return ConfiguredSources.of(
                configuration,
                ScopeTable.of(configuration),
                domains.groups(),
                domains::isLocal,
                new FakeHost());
    }

    private static Envelope envelope(String sender, Reception reception) {
        return envelope(sender, reception, "x@other.example");
    }

    private static Envelope envelope(String sender, Reception reception, String recipient) {
        return new Envelope(
                new QueueIds(() -> NOON, new Random(1)).next(),
                NOON,
                ReversePath.parse(sender).orElseThrow(),
                List.of(Recipient.of(EmailAddress.parse(recipient).orElseThrow())),
                false,
                false,
                DsnRequest.NONE,
                reception);
    }

    private static Reception via(String reached, String group) {
        return Reception.over("mx", ip(reached), ip("10.0.0.7")).trustedIn(group);
    }

    private static Reception fromOutside(String reached) {
        return Reception.over("mx", ip(reached), ip("198.51.100.7"));
    }

    private static SourceIdentity identity(SourcePolicy policy, Envelope envelope, String binding) {
        return policy.identity(
                envelope.sender(),
                envelope.reception(),
                envelope.recipients().getFirst().address(),
                binding);
    }

    /** {@return the source and the name to an exchanger} */
    private static String leaves(
            SourcePolicy policy, String binding, Envelope envelope, String exchanger) {
        SourceIdentity who = identity(policy, envelope, binding);
        return switch (policy.sources(binding, who, ip(exchanger))) {
            case Sources.Use(List<OutboundSource> inOrder) -> {
                InetAddress source = inOrder.getFirst().address().orElse(ip("192.0.2.99"));
                yield IpLiteral.text(source)
                        + " "
                        + policy.ehlo(binding, new Domain("other.example"), who, source);
            }
            case Sources.Wait(String why) -> "wait: " + why;
            case Sources.Skip(String why) -> "skip: " + why;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "bob@acme.example,     192.0.2.10, '',  default, 192.0.2.10, mail.acme.example",
        "amy@one.example,      192.0.2.10, one, one,     192.0.2.20, mail.one.example",
        "fred@two.example,     192.0.2.30, two, default, 192.0.2.30, mail.two.example",
        "fred@two.example,     10.0.0.1,   two, default, 192.0.2.10, mail.acme.example",
        "ed@news.acme.example, 127.0.0.1,  '',  out1,    192.0.2.41, out1.acme.example",
        "ed@news.acme.example, 127.0.0.1,  '',  out2,    192.0.2.42, out2.acme.example",
        "bob@acme.example,     10.0.0.1,   '',  solo,    192.0.2.10, mail.acme.example",
        "joe@johns.example,    192.0.2.20, '',  default, 192.0.2.10, mail.acme.example"
    })
    void arg9_theWorkedExampleLeavesAsItsTableSays(
            String sender,
            String reached,
            String group,
            String binding,
            String source,
            String ehlo) {
        assertEquals(
                source + " " + ehlo,
                leaves(policy(SITE), binding, envelope(sender, via(reached, group)), FOUR));
    }

    @Test
    void b1_aBindingsOtherAddressIsForTheOtherFamily() {
        assertEquals(
                "2001:db8:0:0:0:0:0:20 mail.one.example",
                leaves(policy(SITE), "one", envelope("", via("192.0.2.10", "one")), SIX));
        assertEquals(
                "skip: binding default has no IPv6 address, and outbound_ipv6 is bound",
                leaves(policy(SITE), "default", envelope("", via("192.0.2.30", "two")), SIX));
    }

    @Test
    void smN4_domainIsTheAddressOfTheGroupHoweverTheMessageCame() {
        SourcePolicy policy = policy(SITE.replace("outbound_ipv4 same", "outbound_ipv4 domain"));

        assertEquals(
                "192.0.2.30 mail.two.example",
                leaves(policy, "default", envelope("", via("10.0.0.1", "two")), FOUR));
    }

    @Test
    void arg11_withoutSameItLeavesUnderTheNameOfTheServer() {
        Envelope second = envelope("fred@two.example", via("192.0.2.30", "two"));

        assertEquals("192.0.2.30 mail.two.example", leaves(policy(SITE), "default", second, FOUR));
        assertEquals(
                "192.0.2.10 mail.acme.example",
                leaves(policy(SITE.replace("outbound_ipv4 same\n", "")), "default", second, FOUR));
    }

    /** Nothing is copied to a domain, so nothing has to be pushed to those that are there. */
    @Test
    void smN10_aDefaultIsInheritedAndAChangeOfItReachesEachDomainWithoutALineOfItsOwn() {
        String domains =
                """
                vdomain A /one one.example drop
                vdomain B /two two.example drop
                domain_group two vdomain B
                domain_group two binding two
                binding two bind_address 192.0.2.30
                """;
        String another = "vdomain C /three three.example drop\n";
        for (String address : List.of("192.0.2.10", "192.0.2.11")) {
            SourcePolicy policy = policy(domains + another + "bind_address " + address + "\n");

            for (String sender : List.of("x@one.example", "x@three.example", "x@a.example")) {
                assertEquals(
                        address + " a.example",
                        leaves(policy, "default", envelope(sender, via("10.0.0.1", "")), FOUR));
            }
            assertEquals(List.of("192.0.2.30"), sources(policy, "x@two.example", "two"));
        }
    }

    /** A new domain needs no line for it. */
    @Test
    void smN10_aVirtualDomainHasItsAddressAtOnce() {
        SourcePolicy policy =
                policy(
                        """
                        vdomain C 192.0.2.50 three.example drop
                        outbound_ipv4 domain
                        """);

        assertEquals(
                "192.0.2.50 a.example",
                leaves(policy, "default", envelope("x@three.example", via("10.0.0.1", "")), FOUR));
    }

    @Test
    void smN10_aNewMemberOfAGroupHasTheAddressOfTheGroup() {
        SourcePolicy policy =
                policy(
                        """
                        vdomain C /three three.example drop
                        listen in on 192.0.2.50:25
                        listen in protocol smtp
                        domain_group new vdomain C
                        domain_group new bind_to 192.0.2.50
                        outbound_ipv4 domain
                        """);

        assertEquals(
                "192.0.2.50 a.example",
                leaves(
                        policy,
                        "default",
                        envelope("x@three.example", via("10.0.0.1", "new")),
                        FOUR));
    }

    /** Neither has another to fall back to, so a listing of one says nothing of the other. */
    @Test
    void sm16_eachDomainLeavesFromItsOwnAddressAlone() {
        SourcePolicy policy =
                policy(
                        """
                        vdomain A /one one.example drop
                        vdomain B /two two.example drop
                        domain_group one vdomain A
                        domain_group two vdomain B
                        domain_group one binding one
                        domain_group two binding two
                        binding one bind_address 192.0.2.20
                        binding two bind_address 192.0.2.30
                        """);

        assertEquals(List.of("192.0.2.20"), sources(policy, "amy@one.example", "one"));
        assertEquals(List.of("192.0.2.30"), sources(policy, "fred@two.example", "two"));
    }

    private static List<String> sources(SourcePolicy policy, String sender, String group) {
        Envelope envelope = envelope(sender, via("10.0.0.1", group));
        Sources sources = policy.sources(group, identity(policy, envelope, group), ip(FOUR));
        return sources instanceof Sources.Use(List<OutboundSource> inOrder)
                ? inOrder.stream()
                        .map(each -> each.address().map(IpLiteral::text).orElse("any"))
                        .toList()
                : List.of(sources.toString());
    }

    @Test
    void b10_publicAddressesAreThoseOfThisHost() {
        SourcePolicy policy = policy(SITE + "ip 192.0.2.10 public_address 203.0.113.10\n");

        assertTrue(policy.isSeenAs(ip("203.0.113.10")));
        assertFalse(policy.isSeenAs(ip("192.0.2.10")));
    }

    /** A stranger's message to her leaves by her group, at whatever address it came in. */
    @Test
    void b6_whatAUserOfADedicatedGroupForwardsLeavesFromItsAddress() {
        Envelope forwarded =
                envelope("x@stranger.example", fromOutside("192.0.2.10"), "amy@one.example");

        assertEquals("192.0.2.20 mail.one.example", leaves(policy(SITE), "one", forwarded, FOUR));
    }

    /** Anybody can connect to a group's address. */
    @Test
    void b4_aStrangerCannotChooseADedicatedAddressForOthersMail() {
        Envelope forwarded =
                envelope("x@stranger.example", fromOutside("192.0.2.20"), "bob@acme.example");

        assertEquals(
                "192.0.2.10 mail.acme.example", leaves(policy(SITE), "default", forwarded, FOUR));
        assertEquals(
                "wait: source 192.0.2.20 is dedicated to domain_group one",
                leaves(policy(SITE), "one", forwarded, FOUR));
    }

    /** Anybody can name one of our domains as the sender's. */
    @Test
    void momN15_onlyATrustedClientNamesTheSendersDomain() {
        SourcePolicy policy =
                policy(
                        """
                        vdomain C 192.0.2.50 three.example drop
                        outbound_ipv4 domain
                        ehlo_hostname sender-domain
                        """);

        assertEquals(
                "192.0.2.50 three.example",
                leaves(policy, "default", envelope("x@three.example", via("10.0.0.1", "")), FOUR));
        assertEquals(
                "192.0.2.99 a.example",
                leaves(
                        policy,
                        "default",
                        envelope("x@three.example", fromOutside("192.0.2.10"), "bob@acme.example"),
                        FOUR));
        assertEquals(
                "192.0.2.99 a.example",
                leaves(policy, "default", envelope("x@victim.example", via("10.0.0.1", "")), FOUR),
                "no domain of ours");
    }

    /** Each identity has connections of its own to every destination. */
    @Test
    void sendersDomainsDoNotMultiplyConnectionsWithoutBound() {
        Configuration configuration =
                SendingLines.read("host_domain acme.example\nehlo_hostname sender-domain");
        SourcePolicy policy =
                ConfiguredSources.of(
                        configuration,
                        ScopeTable.of(configuration),
                        Optional.empty(),
                        _ -> true,
                        new FakeHost());
        Set<SourceIdentity> identities = new HashSet<>();
        for (int i = 0; i < 1500; i++) {
            identities.add(
                    identity(
                            policy,
                            envelope("x@d" + i + ".example", via("10.0.0.1", "")),
                            "default"));
        }

        assertEquals(1001, identities.size());
    }

    /** Mail that nothing distinguishes shares connections. */
    @Test
    void onlyWhatALineMakesUseOfTellsMailApart() {
        Envelope envelope = envelope("bob@acme.example", via("192.0.2.10", "two"));
        String plain =
                """
                host_domain acme.example
                bind_address 192.0.2.10
                """;

        assertEquals(SourceIdentity.NONE, identity(policy(plain), envelope, "default"));
        assertEquals(
                "acme.example",
                identity(
                                policy(plain + "binding x ehlo_hostname sender-domain\n"),
                                envelope,
                                "default")
                        .sender()
                        .orElseThrow()
                        .name());
    }
}
