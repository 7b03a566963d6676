package dmail.common.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.ConfigFixture;
import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.Located;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Domain groups, each as a server of its own. */
class DomainGroupsTest {
    private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.20");
    private static final InetAddress TWO = InetAddress.ofLiteral("192.0.2.30");
    private static final InetAddress NONE = InetAddress.ofLiteral("192.0.2.40");

    private static final String LINES =
            """
            vdomain a /one one.example acme
            vdomain b 192.0.2.30 two.example beta
            domain_group One local_host mail.one.example
            domain_group one vdomain A
            domain_group one bind_to 192.0.2.20
            domain_group two domain two.example
            domain_group two pop_greeting Two
            domain_group two pop_greeting Zwei
            """;

    private static ConfigReading reading(String lines) throws IOException {
        return new ConfigFixture().reading(lines);
    }

    private static DomainGroups groups(String lines) throws IOException {
        return domains(lines).groups().orElseThrow();
    }

    private static Domains domains(String lines) throws IOException {
        return new Domains(LoginSettings.from(reading(lines).configuration()));
    }

    private static Optional<String> name(Optional<DomainGroup> group) {
        return group.map(DomainGroup::name);
    }

    @Test
    void aGroupIsFoundByNameAddressAndDomain() throws IOException {
        DomainGroups groups = groups(LINES);

        assertEquals(Optional.of("one"), name(groups.ofAddress(ONE)));
        assertEquals(Optional.of("two"), name(groups.ofAddress(TWO)));
        assertEquals(Optional.empty(), name(groups.ofAddress(NONE)));
        assertEquals(Optional.of("one"), name(groups.ofDomain(new Domain("one.example"))));
        assertEquals(Optional.of("two"), name(groups.ofDomain(new Domain("two.example"))));
        assertEquals(Optional.empty(), name(groups.ofDomain(new Domain("example.com"))));
        assertEquals(Optional.of("one"), name(groups.named("one")));
        assertEquals(Optional.empty(), name(groups.named("three")));
    }

    /** Names are like those of bindings, whose letter case counts (mom6). */
    @Test
    void theLetterCaseOfAGroupsNameCounts() throws IOException {
        DomainGroups groups = groups(LINES);

        assertEquals(Optional.empty(), groups.named("one").orElseThrow().localHost());
        assertEquals(
                Optional.of(new Domain("mail.one.example")),
                groups.named("One").orElseThrow().localHost().map(Located::value));
    }

    @Test
    void theLastLineOfAnOptionCounts() throws IOException {
        DomainGroup two = groups(LINES).named("two").orElseThrow();

        assertEquals(Optional.of("Zwei"), two.popGreeting().map(Located::value));
    }

    @Test
    void theFirstMemberIsTheFirstInTheFile() throws IOException {
        String lines =
                """
                vdomain a /one one.example acme
                vdomain b /two two.example beta
                domain_group g local_host g.example
                domain_group g vdomain b
                domain_group g domain one.example
                """;

        DomainGroup group = groups(lines).named("g").orElseThrow();

        assertEquals("vdomain b", group.firstMember().orElseThrow().value().toString());
    }

    /** Original: off unless the server listens on all addresses; see issue 15, section 9. */
    @Test
    void arg12_aGroupIsMetWhereverAServerListensAndNowhereElse() throws IOException {
        String listeners = "listen in on 192.0.2.20:25\nlisten in protocol smtp\n";
        String group = "domain_group one bind_to 192.0.2.20\ndomain_group one bind_to 192.0.2.40\n";

        ConfigReading reading = reading(listeners + group);

        assertEquals(
                List.of(
                        "/etc/dmail.conf:8: domain_group one: bind_to 192.0.2.40: no listener has that"
                                + " address, so no client can meet the group there; listen and ip"
                                + " lines say where the servers listen; the line is ignored"),
                reading.problems().stream().map(ConfigProblem::toString).toList());
        DomainGroups groups =
                new Domains(LoginSettings.from(reading.configuration())).groups().orElseThrow();
        assertEquals(Optional.of("one"), name(groups.ofAddress(ONE)));
        assertEquals(Optional.empty(), name(groups.ofAddress(NONE)));
        assertEquals(List.of(), reading(group).problems());
    }

    @Test
    void arg14_usersOfOneNameInTwoGroupsAreTwo() throws IOException {
        Domains domains = domains(LINES);
        LoginSettings settings = LoginSettings.from(reading(LINES).configuration());
        LoginMapper mapper = new LoginMapper(settings, domains);
        DatabaseNames names = new DatabaseNames(settings.naming(), domains);

        for (Mapping one : List.of(mapper.map("fred", ONE), mapper.map(of("fred@one.example")))) {
            assertEquals("a_fred", names.nameOf(((Mapping.Mapped) one).account()));
        }
        for (Mapping two : List.of(mapper.map("fred", TWO), mapper.map(of("fred@two.example")))) {
            assertEquals("b_fred", names.nameOf(((Mapping.Mapped) two).account()));
        }
    }

    private static EmailAddress of(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    /** Of two domains that are one to us: host_domain lines, or lines of one prefix. */
    @Test
    void arg15_domainsOfAGroupThatAreOneDomainHaveOneMailbox() throws IOException {
        String lines =
                """
                host_domain mail.example.com
                domain_group main domain example.com
                domain_group main domain mail.example.com
                domain_group main bind_to 192.0.2.20
                """;
        LoginMapper mapper =
                new LoginMapper(LoginSettings.from(reading(lines).configuration()), domains(lines));

        Account first = ((Mapping.Mapped) mapper.map(of("fred@example.com"))).account();
        Account second = ((Mapping.Mapped) mapper.map(of("fred@mail.example.com"))).account();
        Account login = ((Mapping.Mapped) mapper.map("fred", ONE)).account();

        assertEquals(first, second);
        assertEquals(first, login);
        assertEquals(List.of(), reading(lines).problems());
    }

    /** Programs that don't read the virtual domains can't tell which members there are. */
    @Test
    void whoDoesNotReadVirtualDomainsSaysNothingOfMembers() throws IOException {
        ConfigFixture files = new ConfigFixture().write("dmail.conf", ConfigFixture.NEEDED + LINES);

        ConfigReading reading = ConfigReader.readForTool(files.path("dmail.conf"), Server.DSMTP);

        assertEquals(List.of(), reading.problems());
    }

    /** What a hundred thousand groups take beside their lines, and that the last is found. */
    @Test
    void manyGroupsTakeAFewOctetsEach(@TempDir Path folder) throws IOException {
        int lines = 100_000;
        Files.createDirectories(folder.resolve("d"));
        StringBuilder text = new StringBuilder("host_domain a.example\ndrop_path d\nwork_path .\n");
        for (int i = 0; i < lines; i++) {
            text.append("vdomain p" + i + " @dom" + i + ".example dom" + i + ".example d\n");
        }
        Path file = folder.resolve("dmail.conf");
        Files.writeString(file, text);
        long without = octetsOf(file);
        for (int i = 0; i < lines; i++) {
            text.append("domain_group g" + i / 2 + " vdomain p" + i + "\n");
        }
        Files.writeString(file, text);

        long more = octetsOf(file) - without;

        assertTrue(more < 8 << 20, more + " octets more");
        Configuration configuration = ConfigReader.read(file, Server.DPOP).configuration();
        DomainGroups groups = new Domains(LoginSettings.from(configuration)).groups().orElseThrow();
        assertEquals(Optional.of("g49999"), name(groups.ofDomain(new Domain("dom99999.example"))));
        assertEquals(
                "vdomain p99998",
                groups.named("g49999")
                        .orElseThrow()
                        .firstMember()
                        .orElseThrow()
                        .value()
                        .toString());
    }

    private static long octetsOf(Path file) {
        long before = used();
        Configuration configuration = ConfigReader.read(file, Server.DPOP).configuration();
        Domains domains = new Domains(LoginSettings.from(configuration));
        long after = used();
        assertTrue(domains.isLocal(configuration.values(DomainSettings.HOST_DOMAIN).getFirst()));
        return after - before;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
