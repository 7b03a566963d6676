package dmail.common.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.Domain;
import dmail.common.config.ConfigFixture;
import dmail.common.config.ConfigLocation;
import dmail.common.config.Configuration;
import dmail.common.config.Located;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerIdentity;
import dmail.common.config.listen.ListenerTable;
import dmail.common.login.DomainGroup;
import dmail.common.login.Domains;
import dmail.common.login.LoginSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the host is called and greets with, from the first of several places that say so. */
class NameOrderTest {
    private static final List<String> NAMES =
            List.of(
                    "listen in hostname listener.example",
                    "domain_group one local_host group.example",
                    "ip 192.0.2.1 hostname address.example",
                    "local_host server.example",
                    "");

    private static final List<String> EXPECTED =
            List.of(
                    "listener.example",
                    "group.example",
                    "address.example",
                    "server.example",
                    "example.com");

    private static final String PLACES =
            """
            listen in on 192.0.2.1:25
            listen in protocol smtp
            listen in on 192.0.2.2:25
            listen pop on 192.0.2.1:110
            listen pop protocol pop
            domain_group one bind_to 192.0.2.1
            """;

    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.2");

    private static Configuration configuration(String lines) throws IOException {
        return new ConfigFixture().reading(lines).configuration();
    }

    private static Identity identity(String lines, Server server, InetAddress reached)
            throws IOException {
        Configuration configuration = configuration(PLACES + lines);
        ListenerIdentity own =
                ListenerTable.of(configuration).of(server).stream()
                        .filter(each -> each.address().equals(Optional.of(reached)))
                        .map(ListenerDefinition::identity)
                        .findFirst()
                        .orElseThrow();
        return new ConfiguredIdentities(
                        configuration,
                        new Domains(LoginSettings.from(configuration)).groups(),
                        server)
                .at(own, reached);
    }

    private static String name(String... lines) throws IOException {
        return identity(String.join("\n", lines) + "\n", Server.DSMTP, HERE).name().name();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void arg2_smN2_theFirstPlaceThatNamesTheHostGivesTheName(int first) throws IOException {
        String[] those = NAMES.subList(first, NAMES.size()).toArray(String[]::new);

        assertEquals(EXPECTED.get(first), name(those));
        assertEquals(EXPECTED.get(first), name(List.of(those).reversed().toArray(String[]::new)));
    }

    @Test
    void arg4_theFirstPlaceThatHasATextGivesTheGreeting() throws IOException {
        List<String> lines =
                List.of(
                        "listen in greeting listener",
                        "domain_group one smtp_greeting group",
                        "smtp_greeting server",
                        "pop_greeting other");
        List<Optional<String>> found = new ArrayList<>();
        for (int first = 0; first < lines.size(); first++) {
            String those = String.join("\n", lines.subList(first, lines.size())) + "\n";
            found.add(identity(those, Server.DSMTP, HERE).greeting());
        }

        assertEquals(
                List.of(
                        Optional.of("listener"),
                        Optional.of("group"),
                        Optional.of("server"),
                        Optional.empty()),
                found);
    }

    @Test
    void theTextsOfPopHaveTheirOwnOrder() throws IOException {
        String lines =
                """
                listen in greeting listener
                domain_group one smtp_greeting group
                pop_greeting server
                smtp_greeting other
                """;

        assertEquals(Optional.of("server"), identity(lines, Server.DPOP, HERE).greeting());
        assertEquals(
                Optional.of("group"),
                identity(lines + "domain_group one pop_greeting group\n", Server.DPOP, HERE)
                        .greeting());
        assertEquals(
                Optional.of("listener"),
                identity(lines + "listen pop greeting listener\n", Server.DPOP, HERE).greeting());
    }

    /** Nor does a text from a listener's line that POP3 clients would take for a time stamp. */
    @Test
    void aTimeStampsBracketsDontComeIntoTheGreetingOfPop() throws IOException {
        String lines = "listen pop greeting <1@a>\nlisten pop hostname pop.example\n";

        Identity identity = identity(lines, Server.DPOP, HERE);

        assertEquals(new Identity(new Domain("pop.example"), Optional.empty()), identity);
    }

    @Test
    void smN2_eachAddressHasItsName() throws IOException {
        String lines =
                """
                ip 192.0.2.1 hostname one.example
                ip 192.0.2.2 hostname two.example
                local_host server.example
                """;

        assertEquals("one.example", identity(lines, Server.DSMTP, HERE).name().name());
        assertEquals("two.example", identity(lines, Server.DSMTP, ELSEWHERE).name().name());
    }

    @Test
    void arg5_whatAGroupLeavesBlankIsAsForTheServerAndTheRestIsNot() throws IOException {
        String server = "local_host server.example\nsmtp_greeting server\n";

        Identity withoutText =
                identity(
                        server
                                + "domain_group one local_host one.example\n"
                                + "domain_group one smtp_greeting\n",
                        Server.DSMTP,
                        HERE);
        Identity withoutName =
                identity(
                        server
                                + "domain_group one local_host\n"
                                + "domain_group one smtp_greeting one\n",
                        Server.DSMTP,
                        HERE);

        assertEquals(new Identity(new Domain("one.example"), Optional.of("server")), withoutText);
        assertEquals(new Identity(new Domain("server.example"), Optional.of("one")), withoutName);
    }

    @Test
    void aBlankLineOfAListenerLeavesItToTheNext() throws IOException {
        assertEquals("example.com", name("listen in hostname a.example", "listen in hostname"));
    }

    @Test
    void arg13_aGroupThatIsMetAnywhereIsMetNowhere() throws IOException {
        String lines =
                """
                vdomain a 192.0.2.2 a.example acme
                domain_group any vdomain a
                domain_group any bind_to any
                domain_group any local_host any.example
                domain_group any smtp_greeting any
                """;

        assertEquals(
                new Identity(new Domain("example.com"), Optional.empty()),
                identity(lines, Server.DSMTP, ELSEWHERE));
    }

    /** Whoever explains a name says which line it is from. */
    @Test
    void theLineIsKnown() {
        Located<Domain> main = at(1, "example.com");

        assertEquals(
                at(3, "group.example"),
                NameOrder.name(
                        ListenerIdentity.NONE,
                        Optional.of(group(at(3, "group.example"))),
                        Optional.of(at(4, "address.example")),
                        Optional.empty(),
                        main));
        assertEquals(
                main,
                NameOrder.name(
                        ListenerIdentity.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        main));
    }

    private static Located<Domain> at(int line, String name) {
        return new Located<>(new Domain(name), new ConfigLocation("dmail.conf", line));
    }

    private static DomainGroup group(Located<Domain> localHost) {
        return new DomainGroup(
                "one",
                Optional.empty(),
                false,
                Optional.of(localHost),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }
}
