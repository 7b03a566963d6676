package dmail.common.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dmail.common.address.EmailAddress;
import dmail.common.config.Located;
import dmail.common.config.type.VdomainLine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginMapperTest {
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.1");

    @TempDir Path spool;

    @ParameterizedTest(name = "{0} on {1} is {2}")
    @CsvSource({
        // login, our address, data base name or -
        "fred,                   192.0.2.1, fred",
        "FRED,                   192.0.2.1, fred",
        "fred,                   127.0.1.2, beta_fred",
        "fred,                   127.0.1.3, gamma_fred",
        "fred/acme,              192.0.2.1, acme_fred",
        "Fred/ACME,              192.0.2.1, acme_fred",
        "fred@acme.example,      192.0.2.1, acme_fred",
        "FRED@Acme.EXAMPLE,      192.0.2.1, acme_fred",
        "fred%acme.example,      192.0.2.1, acme_fred",
        "fred/acme,              127.0.1.2, acme_fred",
        "fred@acme.example,      127.0.1.3, acme_fred",
        "fred/big/acme,          192.0.2.1, gamma_fred",
        "fred/big/acme,          127.0.1.2, gamma_fred",
        "fred@main.example,      192.0.2.1, fred",
        "fred@MAIL.main.example, 192.0.2.1, fred",
        "fred@main.example,      127.0.1.2, fred",
        "/acme,                  192.0.2.1, -",
        "@main.example,          192.0.2.1, -",
        "fred@,                  192.0.2.1, -",
        "fred/other,             192.0.2.1, -",
        "fred@other.example,     192.0.2.1, -",
        "fred@beta.example,      127.0.1.2, -",
        "acme_fred,              192.0.2.1, -",
        "ACME_fred,              192.0.2.1, -",
        "beta_fred,              192.0.2.1, -",
        "acme_fred@main.example, 127.0.1.2, -",
        "beta_fred,              127.0.1.2, beta_beta_fred",
        "acmefred,               192.0.2.1, acmefred",
        "fred_acme,              192.0.2.1, fred_acme",
    })
    void mapsALoginToTheNameInTheDataBase(String login, String connectedTo, String name) {
        assertEquals(name, mapped(login, InetAddress.ofLiteral(connectedTo)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "../fred",
                "./fred",
                "fred/",
                "x/../fred",
                "/fred",
                "..\\fred",
                ".fred",
                "-fred",
                "fr..ed",
                "fr\\ed",
                "fr ed",
                "fr\ted",
                "fr\r\ned",
                "fr\0ed",
                "fred\u0085",
                "fr\u200bed",
                "fr\u00a0ed",
                "fr:ed",
                "fred.lock",
                "FRED.LOCK",
                "fred.idx",
                "fred.fwd",
                "fred.bin",
                "fred\ufffd",
                "fred\ud800",
                "\u212aate",
                "\u0130da",
                "@",
                "fred@x"
            })
    void refusesWhatIsNoUserName(String login) {
        assertInstanceOf(Mapping.Refused.class, mapper().map(login, ELSEWHERE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a..b@acme.example",
                ".alice@acme.example",
                "..@acme.example",
                "../../etc/passwd@acme.example",
                "\"a..b\"@acme.example",
                "a/b@acme.example"
            })
    void anAddressThatMailMayBeSentToLeadsOutOfNoMailFolder(String address) {
        EmailAddress taken = EmailAddress.parse(address).orElseThrow();

        assertInstanceOf(Mapping.Refused.class, mapper().map(taken));
    }

    @Test
    void takesUserNamesOf200OctetsOnly() {
        assertEquals("a".repeat(200), mapped("A".repeat(200), ELSEWHERE));
        assertEquals("-", mapped("a".repeat(201), ELSEWHERE));
        assertEquals("-", mapped("\u00e9".repeat(101), ELSEWHERE));
    }

    @Test
    void spellsComposedAndDecomposedLettersAlike() {
        assertEquals("jos\u00e9", mapped("jose\u0301", ELSEWHERE));
        assertEquals("jos\u00e9", mapped("JOS\u00c9", ELSEWHERE));
    }

    @Test
    void neverTakesADotlessLetterForAnother() {
        assertEquals("al\u0131ce", mapped("al\u0131ce", ELSEWHERE));
    }

    @Test
    void foldsNamesTheSameWayInATurkishLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.of("tr"));
        try {
            assertEquals("acme_ida", mapped("IDA@ACME.EXAMPLE", ELSEWHERE));
            assertEquals("ida", mapped("IDA", ELSEWHERE));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void knowsAnAddressInItsIpv6FormToo() throws UnknownHostException {
        byte[] octets = new byte[16];
        System.arraycopy(new byte[] {-1, -1, 127, 0, 1, 2}, 0, octets, 10, 6);

        assertEquals("beta_fred", mapped("fred", InetAddress.getByAddress(octets)));
        assertEquals("beta_fred", mapped("fred", InetAddress.ofLiteral("::ffff:127.0.1.2")));
    }

    @Test
    void readsDomainsInUnicode() {
        LoginSettings settings = new LoginFixture(spool).settings();
        LoginSettings german =
                new LoginSettings(
                        List.of(
                                new Located<>(
                                        LoginFixture.domain("b\u00fccher.example"),
                                        settings.hostDomains().getFirst().location())),
                        List.of(),
                        List.of(),
                        settings.dropPath(),
                        settings.naming(),
                        0,
                        settings.sysadmin(),
                        settings.locks());
        LoginMapper mapper = new LoginMapper(german, new Domains(german));

        Mapping mapping = mapper.map("fred@B\u00fccher.example", ELSEWHERE);

        assertEquals("fred", assertInstanceOf(Mapping.Mapped.class, mapping).account().user());
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        // recipient, data base name, - when refused, ? when not local
        "fred@main.example,       fred",
        "Fred@mail.main.example,  fred",
        "fred@acme.example,       acme_fred",
        "fred@beta.example,       beta_fred",
        "fred@other.example,      ?",
        "acme_fred@main.example,  -",
        "acme_fred@beta.example,  beta_acme_fred",
        "fred/acme@main.example,  -",
        "fred%acme.example@main.example, fred%acme.example",
        "-fred@main.example,      -",
    })
    void mapsARecipientToTheNameInTheDataBase(String recipient, String name) {
        EmailAddress address = EmailAddress.parse(recipient).orElseThrow();
        assertEquals(name, nameOf(mapper().map(address)));
    }

    @ParameterizedTest
    @CsvSource({
        "fred@MAIL.Main.Example, fred",
        "fred@Acme.EXAMPLE,      acme_fred",
        "fred@BETA.example,      beta_fred"
    })
    void dm11_domainsOfMailMatchInAnyLetterCase(String recipient, String name) {
        assertEquals(name, nameOf(mapper().map(EmailAddress.parse(recipient).orElseThrow())));
    }

    static Stream<String> hostileLocalParts() {
        return Stream.of("\"../fred\"", "\"fr ed\"", "\"fred@x\"", "\".fred\"", "\"fr\\\\ed\"");
    }

    @ParameterizedTest
    @MethodSource("hostileLocalParts")
    void refusesQuotedLocalPartsThatAreNoUserNames(String localPart) {
        EmailAddress address = EmailAddress.parse(localPart + "@main.example").orElseThrow();
        assertEquals("-", nameOf(mapper().map(address)));
    }

    @Test
    void namesTheLineThatDecided() {
        Mapping mapping = mapper().map("fred%ACME.example", InetAddress.ofLiteral("127.0.1.2"));

        Step why = assertInstanceOf(Mapping.Mapped.class, mapping).why();
        assertEquals(
                "domain: acme.example, by suffix %acme.example  (dmail.conf:5)", why.toString());
    }

    private String grouped(String login, String connectedTo) {
        LoginSettings settings =
                new LoginFixture(spool)
                        .grouped(
                                "one vdomain acme",
                                "one domain twin.example",
                                "one bind_to 192.0.2.20",
                                "two domain beta.example",
                                "main domain main.example",
                                "main bind_to 192.0.2.30",
                                "empty bind_to 192.0.2.40");
        Mapping mapping =
                new LoginMapper(settings, new Domains(settings))
                        .map(login, InetAddress.ofLiteral(connectedTo));
        return nameOf(mapping);
    }

    /** The same for POP3 and for AUTH (argN2): both ask here. */
    @Test
    void argN1_aBareNameIsAUserOfTheFirstMemberOfTheAddressesGroup() {
        assertEquals("acme_fred", grouped("fred", "192.0.2.20"));
        assertEquals("fred", grouped("fred", "192.0.2.30"));
    }

    @Test
    void argN3_aDomainInTheNameWinsOverTheAddress() {
        assertEquals("fred", grouped("fred@main.example", "192.0.2.20"));
        assertEquals("acme_fred", grouped("fred@acme.example", "127.0.1.2"));
        assertEquals("gamma_fred", grouped("fred/big/acme", "192.0.2.20"));
        assertEquals("beta_fred", grouped("fred@beta.example", "192.0.2.20"));
        assertEquals("beta_fred", grouped("Fred@BETA.example", "192.0.2.1"));
        assertEquals("-", grouped("fred@gamma.example", "192.0.2.20"));
    }

    @Test
    void argN4_aBareNameElsewhereIsOfTheMainDomain() {
        assertEquals("fred", grouped("fred", "192.0.2.1"));
        assertEquals("fred", grouped("fred", "192.0.2.40"));
    }

    @Test
    void smN6_theDomainOfTheAddressAnswers() {
        assertEquals("beta_fred", grouped("fred", "127.0.1.2"));
    }

    @ParameterizedTest
    @CsvSource({"127.0.1.2, beta_fred", "127.0.1.3, gamma_fred", "192.0.2.1, fred"})
    void dm3_dm4_anAddressSelectsItsDomainWithOrWithoutGroups(String connectedTo, String name) {
        assertEquals(name, mapped("fred", InetAddress.ofLiteral(connectedTo)));
        assertEquals(name, grouped("fred", connectedTo));
    }

    @ParameterizedTest
    @CsvSource({
        "fred/acme, acme_fred",
        "fred@acme.example, acme_fred",
        "fred/big/acme, gamma_fred"
    })
    void dm5_dm6_suffixesSelectTheirDomainWithOrWithoutGroups(String login, String name) {
        assertEquals(name, mapped(login, ELSEWHERE));
        assertEquals(name, grouped(login, "192.0.2.20"));
    }

    /** The line of gamma with an address and that with a suffix lead to one user. */
    @Test
    void dm9_anAddressAndASuffixLeadToTheSameName() {
        assertEquals(
                mapped("fred", InetAddress.ofLiteral("127.0.1.3")),
                mapped("fred/big/acme", ELSEWHERE));
    }

    @Test
    void namesTheGroupThatDecided() {
        LoginSettings settings =
                new LoginFixture(spool).grouped("one bind_to 192.0.2.20", "one vdomain acme");

        Mapping mapping =
                new LoginMapper(settings, new Domains(settings))
                        .map("fred", InetAddress.ofLiteral("192.0.2.20"));

        assertEquals(
                "domain: acme.example, by first member of domain_group one  (dmail.conf:11)",
                assertInstanceOf(Mapping.Mapped.class, mapping).why().toString());
    }

    @Test
    void asksForUsersWithTheirDomainWhenAuthentDomainIsTrue() {
        LoginSettings.Naming withDomain = new LoginSettings.Naming("_", true, true);
        assertEquals("fred@acme.example", named(withDomain, "fred/acme"));
        assertEquals("fred@main.example", named(withDomain, "fred@mail.main.example"));
        assertEquals("-", named(withDomain, "acme_fred"));
    }

    @Test
    void putsTheSeparatorBetweenPrefixAndUser() {
        LoginSettings.Naming dash = new LoginSettings.Naming("-", false, true);
        assertEquals("acme-fred", named(dash, "fred/acme"));
        assertEquals("-", named(dash, "acme-fred"));
        assertEquals("acme_fred", named(dash, "acme_fred"));
    }

    @Test
    void keepsApartPrefixesOfWhichOneStartsTheOther() {
        LoginSettings settings = new LoginFixture(spool).settings();
        Located<VdomainLine> acme = settings.virtualDomains().getFirst();
        VdomainLine branch =
                new VdomainLine(
                        "acme-west",
                        new VdomainLine.Claim.Suffix("/west"),
                        LoginFixture.domain("west.example"),
                        acme.value().dropPath());
        LoginSettings both =
                new LoginSettings(
                        settings.hostDomains(),
                        List.of(acme, new Located<>(branch, acme.location())),
                        List.of(),
                        settings.dropPath(),
                        new LoginSettings.Naming("-", false, true),
                        0,
                        settings.sysadmin(),
                        settings.locks());
        LoginMapper mapper = new LoginMapper(both, new Domains(both));

        assertInstanceOf(Mapping.Mapped.class, mapper.map("fred/west", ELSEWHERE));
        assertInstanceOf(Mapping.Refused.class, mapper.map("west-fred/acme", ELSEWHERE));
    }

    @Test
    void spellsThePrefixAsDmailConfDoes() {
        LoginSettings given = new LoginFixture(spool).settings();
        VdomainLine upper =
                new VdomainLine(
                        "A",
                        new VdomainLine.Claim.Suffix("/one"),
                        LoginFixture.domain("one.example"),
                        given.dropPath().resolve("one"));
        LoginSettings settings =
                new LoginSettings(
                        given.hostDomains(),
                        List.of(new Located<>(upper, given.virtualDomains().getFirst().location())),
                        List.of(),
                        given.dropPath(),
                        given.naming(),
                        0,
                        given.sysadmin(),
                        given.locks());
        Domains domains = new Domains(settings);
        LoginMapper mapper = new LoginMapper(settings, domains);
        Mapping mapping = mapper.map("Fred/ONE", ELSEWHERE);
        Account account = assertInstanceOf(Mapping.Mapped.class, mapping).account();

        assertEquals("A_fred", new DatabaseNames(settings.naming(), domains).nameOf(account));
        assertEquals(
                Optional.of(settings.dropPath().resolve("one/A_fred")),
                new DropLayout(settings, domains).implied(account));
        assertInstanceOf(Mapping.Refused.class, mapper.map("a_fred", ELSEWHERE));
        assertInstanceOf(Mapping.Refused.class, mapper.map("A_fred", ELSEWHERE));
    }

    private String mapped(String login, InetAddress connectedTo) {
        return nameOf(mapper().map(login, connectedTo));
    }

    private LoginMapper mapper() {
        LoginSettings settings = new LoginFixture(spool).settings();
        return new LoginMapper(settings, new Domains(settings));
    }

    private String named(LoginSettings.Naming naming, String login) {
        LoginSettings settings = new LoginFixture(spool).settings(naming, 0);
        Domains domains = new Domains(settings);
        Mapping mapping = new LoginMapper(settings, domains).map(login, ELSEWHERE);
        return mapping instanceof Mapping.Mapped(var account, _, _)
                ? new DatabaseNames(naming, domains).nameOf(account)
                : "-";
    }

    private String nameOf(Mapping mapping) {
        Domains domains = new Domains(new LoginFixture(spool).settings());
        return switch (mapping) {
            case Mapping.Mapped(var account, _, _) ->
                    new DatabaseNames(LoginSettings.Naming.DEFAULT, domains).nameOf(account);
            case Mapping.Refused _ -> "-";
            case Mapping.NotLocal _ -> "?";
        };
    }
}
