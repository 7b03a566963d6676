package dmail.smtp.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.admin.AdminReply;
import dmail.common.cli.ExitStatus;
import dmail.common.config.Configuration;
import dmail.common.config.binding.ScopePlace;
import dmail.common.login.DomainGroups;
import dmail.common.login.Domains;
import dmail.common.login.LoginSettings;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.binding.state.TestStates;
import dmail.smtp.client.Peer;
import dmail.smtp.delivery.FakeExchangers;
import dmail.smtp.delivery.FakeMailboxes;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.Target;
import dmail.smtp.policy.SubmitServers;
import dmail.smtp.routing.Destination;
import dmail.smtp.routing.ExpandedRecipient;
import dmail.smtp.routing.Route;
import dmail.smtp.routing.TestExpansions;
import dmail.smtp.source.ConfiguredSources;
import dmail.smtp.source.FakeHost;
import dmail.smtp.source.SenderGroups;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What why, config get and config eval say. */
final class WhyCommandTest {
    private static final String LINES =
            """
            vdomain a 192.0.2.20 one.example acme
            domain_group one vdomain a
            domain_group one binding one
            binding one bind_address 192.0.2.20
            binding one bind_address 2001:db8::20
            binding one ehlo_hostname mail.one.example
            binding_group bulk generate_bounces false
            binding_group bulk binding out1 weight 2
            binding_group bulk binding out2
            bind_rule client 198.51.100.0/24 in_ip 192.0.2.9 use one
            bind_rule from *@news.example use group:bulk
            bind_rule listen smtp use out2
            """;
    private static final String POOL =
            """
            binding_group pool bind_failure next
            binding_group pool binding b1 bind_address 192.0.2.1
            binding_group pool binding b1 ehlo_hostname b1.example
            binding_group pool binding b1 retry_interval 600
            binding_group pool binding b2 bind_address 192.0.2.2
            binding_group pool binding b2 ehlo_hostname b2.example
            binding_group pool binding b2 retry_interval 700
            binding_group pool binding b2 max_deliveries_per_connection 9
            bind_rule to *@far.example use b1
            """;
    private static final InetAddress LAN = InetAddress.ofLiteral("10.0.0.7");

    private static Outgoing outgoing(String lines) throws IOException {
        Configuration configuration = TestExpansions.configuration(lines);
        return Outgoing.of(
                configuration,
                SenderGroups.of(groups(configuration)),
                Optional.empty(),
                TestStates.none());
    }

    private static Optional<DomainGroups> groups(Configuration configuration) throws IOException {
        return new Domains(LoginSettings.from(configuration)).groups();
    }

    private static AdminReply why(String lines, String... words) throws IOException {
        return why(lines, outgoing(lines), words);
    }

    /** Asks as deliveries by those lines would. */
    private static AdminReply why(String lines, Outgoing outgoing, String... words)
            throws IOException {
        return why(lines, outgoing, new FakeHost(), Optional.empty(), words);
    }

    private static AdminReply why(
            String lines,
            Outgoing outgoing,
            FakeHost host,
            Optional<SubmitServers> submitServers,
            String... words)
            throws IOException {
        Configuration configuration = TestExpansions.configuration(lines);
        DepartureText departure =
                new DepartureText(
                        outgoing,
                        ConfiguredSources.of(
                                configuration,
                                outgoing.scopes(),
                                groups(configuration),
                                _ -> true,
                                host),
                        new FakeExchangers()
                                .with(
                                        "far.example",
                                        new Peer(
                                                "mx.far.example",
                                                InetAddress.ofLiteral("198.51.100.25"),
                                                25)));
        return new WhyCommand(
                        outgoing,
                        departure,
                        WhyCommandTest::route,
                        (client, _) -> LAN.equals(client),
                        (_, _) -> "",
                        submitServers)
                .reply(List.of(words));
    }

    private static Route route(Recipient recipient) {
        Destination far = new Destination.Remote(address("x@far.example"));
        return switch (recipient.address().localPart()) {
            case "away" -> Route.to(far);
            case "here" -> Route.to(new Destination.Local(FakeMailboxes.mailbox("here")));
            case "list" ->
                    new Route(
                            List.of(
                                    new ExpandedRecipient(
                                            new Target.Address(address("here@one.example")),
                                            new Destination.Local(FakeMailboxes.mailbox("here"))),
                                    new ExpandedRecipient(
                                            new Target.Address(address("x@far.example")), far)));
            default -> Route.to(new Destination.Remote(recipient.address()));
        };
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    @Test
    void b26_whyNamesTheRuleTheBindingAndEachOptionWithItsLine() throws IOException {
        assertEquals(
                """
                rule: domain_group one
                binding: one
                source: 192.0.2.20
                ehlo: mail.one.example
                exchangers: mx.far.example [198.51.100.25]
                bind_address 192.0.2.20  (/etc/dmail.conf:8)
                bind_address 2001:db8:0:0:0:0:0:20  (/etc/dmail.conf:9)
                ehlo_hostname mail.one.example  (/etc/dmail.conf:10)
                """,
                given(why(LINES, "amy@one.example", "x@far.example").text()));
    }

    /** Those that no line gives are shown, too; there are many. */
    private static String given(String text) {
        assertTrue(text.contains("bind_failure defer  (built-in)\n"), text);
        assertTrue(text.contains("retry_interval 7200  (built-in)\n"), text);
        return text.replaceAll("(?m)^.*[(]built-in[)]\n", "");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    words,                                                rule,         binding
                    amy@one.example x@far.example 10.0.0.7,               domain_group one, one
                    amy@one.example x@far.example 203.0.113.1,            default,      default
                    amy@one.example x@far.example 198.51.100.7 192.0.2.9, /etc/dmail.conf:14, one
                    amy@one.example x@far.example 203.0.113.1 192.0.2.20, default,          default
                    ed@news.example x@far.example,                        /etc/dmail.conf:15, out1
                    <> away@one.example,                                  domain_group one, one
                    <> x@far.example,                                     default,      default
                    """)
    void mom12_everyMessageEndsOnOneBindingAndWhatDecidedIsSeen(
            String words, String rule, String binding) throws IOException {
        AdminReply reply = why(LINES, words.split(" "));

        assertTrue(reply.text().contains("rule: " + rule + "\n"), reply.text());
        assertTrue(reply.text().contains("binding: " + binding + "\n"), reply.text());
        assertTrue(reply.json().startsWith("{\"rule\":\"" + rule + "\",\"binding\":\"" + binding));
    }

    @Test
    void b32_whyShowsWhatHoldsForTheProvider() throws IOException {
        String text =
                why(
                                LINES + "to_mx MX.far.* outbound_throttle_messages 5/60\n",
                                "bob@x.example",
                                "x@far.example")
                        .text();

        assertTrue(text.contains("outbound_throttle_messages 5/60  (/etc/dmail.conf:17)\n"), text);
    }

    /** The gateway of the binding is asked for, as a delivery would. */
    @Test
    void momN19_whyShowsTheGatewayInPlaceOfTheExchangers() throws IOException {
        String text =
                why(
                                LINES + "binding one gateway 192.0.2.77:2525\n",
                                "amy@one.example",
                                "x@far.example")
                        .text();

        assertTrue(text.contains("exchangers: 192.0.2.77 [192.0.2.77]\n"), text);
        assertTrue(text.contains("gateway 192.0.2.77:2525  (/etc/dmail.conf:17)\n"), text);
    }

    @Test
    void b19_whyMovesNoTurn() throws IOException {
        Outgoing outgoing = outgoing(LINES);
        String first = why(LINES, outgoing, "ed@news.example", "x@far.example").text();

        assertEquals(first, why(LINES, outgoing, "ed@news.example", "x@far.example").text());
        assertTrue(first.contains("group: bulk\nmembers: out1, out2\n"), first);
        assertTrue(first.contains("generate_bounces false  (/etc/dmail.conf:11)\n"), first);
    }

    @Test
    void momN18_whySaysThatNothingMayLeave() throws IOException {
        String lines = "default_binding none\n";

        assertEquals(
                "rule: default\nbinding: none; clients are told to try again later (451)\n",
                why(lines, "a@x.example", "x@far.example", "203.0.113.1").text());
    }

    @ParameterizedTest
    @CsvSource({
        "default_binding none,a@x.example x@far.example",
        "default_binding none,a@x.example away@one.example 203.0.113.1",
        "default_binding suspended,a@x.example x@far.example 203.0.113.1"
    })
    void momN18_whySaysThatMailOfDefaultWaits(String line, String words) throws IOException {
        String text = why(line + "\n", words.split(" ")).text();

        assertTrue(text.contains("binding: default\n"), text);
        assertTrue(
                text.contains("waits: no binding but default is found for it, whose mail waits\n"),
                text);
    }

    @Test
    void bi5_mailThatStaysHereHasNoBinding() throws IOException {
        AdminReply reply = why(LINES, "amy@one.example", "here@one.example");

        assertEquals("stays: mailbox here is on this host\n", reply.text());
        assertTrue(
                reply.json()
                        .startsWith(
                                "{\"rule\":\"\",\"binding\":\"\",\"group\":\"\",\"source\":\"\",\"ehlo\":"
                                        + "\"\",\"exchangers\":[],"),
                reply.json());
    }

    @Test
    void bi37_ofAListThePartsThatLeaveAreShown() throws IOException {
        AdminReply reply = why(LINES, "a@x.example", "list@one.example", "203.0.113.1");

        assertTrue(
                reply.text()
                        .startsWith(
                                """
                                stays: mailbox here is on this host
                                to: x@far.example
                                rule: domain_group one
                                binding: one
                                """),
                reply.text());
        assertTrue(
                reply.json().startsWith("{\"rule\":\"domain_group one\",\"binding\":\"one\""),
                reply.json());
        assertTrue(reply.json().contains("\"parts\":[{\"rule\":\"\""), reply.json());
    }

    @Test
    void bi36_aLoginMayBeNamed() throws IOException {
        String lines = LINES + "bind_rule user J_* use out1\n";
        String[] words = "a@x.example x@far.example 203.0.113.1 192.0.2.1 J_joe".split(" ");

        assertTrue(why(lines, words).text().startsWith("rule: /etc/dmail.conf:17\n"));
        assertTrue(
                why(LINES, "amy@one.example", "x@far.example", "203.0.113.1", "192.0.2.1", "A_amy")
                        .text()
                        .startsWith("rule: domain_group one\n"),
                "who has logged in may send for the domain");
    }

    @Test
    void b8_withoutARouteNoNameIsClaimed() throws IOException {
        String text =
                why("ip 127.0.0.1 hostname lo.a.example\n", "a@x.example", "x@far.example").text();

        assertTrue(text.contains("source: system\n"), text);
        assertFalse(text.contains("ehlo: "), text);
    }

    @Test
    void mom9_withoutLinesAllIsDefault() throws IOException {
        String text = why("", "a@x.example", "b@y.example").text();

        assertTrue(text.startsWith("rule: default\nbinding: default\nbind_failure"), text);
    }

    @Test
    void b22_whyPassesOverASourceAtRest() throws IOException {
        String lines =
                """
                outbound_ipv4 rotate 192.0.2.1,192.0.2.2
                rest_after 1 600
                """;
        Outgoing outgoing = outgoing(lines);
        refuse(outgoing, "192.0.2.1");
        String second = why(lines, outgoing, "a@x.example", "x@far.example").text();
        refuse(outgoing, "192.0.2.2");
        String none = why(lines, outgoing, "a@x.example", "x@far.example").text();

        assertTrue(second.contains("\nsource: 192.0.2.2\n"), second);
        assertFalse(second.contains("\nwaits: "), second);
        assertFalse(none.contains("\nsource: "), none);
        assertTrue(none.contains("\nwaits: binding default rests, since it was refused\n"), none);
    }

    private static void refuse(Outgoing outgoing, String source) {
        outgoing.pauses()
                .answered(
                        new ScopePlace("default", "far.example", List.of()),
                        source,
                        Optional.of("421 4.7.0 too much"));
    }

    @Test
    void b3_b26_whyShowsTheOptionsOfTheBindingWhoseAddressIsUsed() throws IOException {
        FakeHost host = new FakeHost();
        host.lose("192.0.2.1");

        AdminReply reply =
                why(POOL, outgoing(POOL), host, Optional.empty(), "a@x.example", "x@far.example");

        assertEquals(
                """
                rule: /etc/dmail.conf:13
                binding: b2
                group: pool
                instead_of: b1
                source: 192.0.2.2
                ehlo: b2.example
                exchangers: mx.far.example [198.51.100.25]
                bind_address 192.0.2.2  (/etc/dmail.conf:9)
                bind_failure next  (/etc/dmail.conf:5)
                ehlo_hostname b2.example  (/etc/dmail.conf:10)
                max_deliveries_per_connection 9  (/etc/dmail.conf:12)
                retry_interval 600  (/etc/dmail.conf:8)
                """,
                reply.text().replaceAll("(?m)^.*[(]built-in[)]\n", ""));
    }

    @ParameterizedTest
    @CsvSource({"nobody,x@far.example", "a@x.example,nowhere"})
    void badAddressesAreRefused(String from, String to) throws IOException {
        assertEquals(ExitStatus.DATA_ERROR, why(LINES, from, to).status());
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    words                                        | get  | eval
                    binding out1 generate_bounces                |      | generate_bounces false  (/etc/dmail.conf:11)
                    binding_group bulk generate_bounces          | generate_bounces false  (/etc/dmail.conf:11) | generate_bounces false  (/etc/dmail.conf:11)
                    binding out1 domain far.example bind_failure |      | bind_failure defer  (built-in)
                    binding out1 weight                          |      | weight 2  (/etc/dmail.conf:12)
                    generate_bounces                             |      | generate_bounces true  (built-in)
                    binding nobody bind_address                  |      |
                    """)
    void momN30_getLooksOnlyThereAndEvalFallsBack(String words, String get, String eval)
            throws IOException {
        Outgoing outgoing = outgoing(LINES);
        check(get, ConfigOptions.get(outgoing.scopes(), List.of(words.split(" "))));
        check(eval, ConfigOptions.eval(outgoing.scopes(), List.of(words.split(" "))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    binding nobody bind_address                   | no binding is named nobody
                    binding nobody domain far.example max_retries | no binding is named nobody
                    binding bulk max_retries                      | bulk is a group, and a binding is wanted; it has out1, out2
                    binding_group nobody max_retries              | no binding_group is named nobody
                    binding_group bulk binding one max_retries    | one is no member of the group bulk
                    """)
    void bi3_aNameThatThereIsNotHasNoOptions(String words, String why) throws IOException {
        Outgoing outgoing = outgoing(LINES);
        for (AdminReply reply :
                List.of(
                        ConfigOptions.get(outgoing.scopes(), List.of(words.split(" "))),
                        ConfigOptions.eval(outgoing.scopes(), List.of(words.split(" "))))) {
            assertEquals(ExitStatus.DATA_ERROR, reply.status());
            assertTrue(reply.text().endsWith(": " + why + "\n"), reply.text());
        }
    }

    private static void check(String expected, AdminReply reply) {
        if (expected == null) {
            assertEquals(ExitStatus.DATA_ERROR, reply.status(), reply.text());
        } else {
            assertEquals(expected + "\n", reply.text());
        }
    }

    @Test
    void bi3_programsGetTheScopeAndTheLine() throws IOException {
        assertEquals(
                "{\"option\":\"generate_bounces\",\"value\":\"false\",\"scope\":\"binding_group"
                        + " bulk\",\"file\":\"/etc/dmail.conf\",\"line\":11}",
                ConfigOptions.eval(
                                outgoing(LINES).scopes(),
                                List.of("binding", "out1", "generate_bounces"))
                        .json());
    }

    @Test
    void wordsThatAreNoScopeAreRefused() throws IOException {
        Outgoing outgoing = outgoing(LINES);
        assertEquals(
                "config get: \"colour\" is no option of sending\n",
                ConfigOptions.get(outgoing.scopes(), List.of("binding", "one", "colour")).text());
        assertEquals(
                ExitStatus.USAGE,
                ConfigOptions.get(outgoing.scopes(), List.of("generate_bounces", "true")).status());
    }

    @Test
    void bi35_aProgramsMailComesInAtItsDomainsServer() throws IOException {
        String lines =
                """
                binding out3 ehlo_hostname out3.example.com
                bind_rule in_ip 192.0.2.30 use out3
                """;
        Optional<SubmitServers> servers =
                Optional.of(
                        new SubmitServers(
                                Map.of(
                                        new Domain("two.example"),
                                        new SubmitServers.Place(
                                                "in", InetAddress.ofLiteral("192.0.2.30"))),
                                Optional.empty()));
        Outgoing outgoing = outgoing(lines);

        AdminReply two =
                why(lines, outgoing, new FakeHost(), servers, "fred@two.example", "x@far.example");
        AdminReply other =
                why(lines, outgoing, new FakeHost(), servers, "bob@example.com", "x@far.example");

        assertTrue(two.text().contains("binding: out3\n"), two.text());
        assertTrue(other.text().contains("binding: default\n"), other.text());
    }
}
