package dmail.common.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.EmailAddress;
import dmail.common.authent.password.Password;
import dmail.common.testing.FakeUsers;
import dmail.common.testing.MemoryLog;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    @TempDir Path spool;
    private final FakeUsers users = new FakeUsers();
    private final MemoryLog log = new MemoryLog();

    @Test
    void findsTheMailboxOfALogin() {
        users.with("acme_fred", "secret", "", Map.of("quota", "5"));

        Mailbox mailbox = found(login("fred/acme", "secret"));

        assertEquals(spool.resolve("acme/acme_fred"), mailbox.dropFile());
        assertEquals("acme_fred", mailbox.databaseName());
        assertEquals(Map.of("quota", "5"), mailbox.info());
    }

    @Test
    void refusesAWrongPasswordAndAnUnknownUser() {
        users.with("fred", "secret");

        assertEquals(new Lookup.Rejected("wrong password"), login("fred", "guess"));
        assertEquals(new Lookup.Rejected("no such user"), login("joe", "guess"));
    }

    /** The reload came while the login waited for its turn. */
    @Test
    void aLoginThatWasMappedByFormerSettingsIsMappedAnew() {
        users.with("acme_fred", "secret");
        LoginSettings former = new LoginFixture(spool.resolve("former")).settings();
        MappedLogin login = new Accounts(former, users, log).map("fred/acme", HERE);

        Password given = new Password("secret".getBytes(StandardCharsets.UTF_8));
        Mailbox mailbox = found(accounts().login(login, given, HERE));

        assertEquals(spool.resolve("acme/acme_fred"), mailbox.dropFile());
    }

    /** So what is counted or shown by it is the same however a client spells the login. */
    @ParameterizedTest
    @CsvSource({
        "fred,                    fred",
        "FRED,                    fred",
        "Fred@main.example,       fred",
        "fred@MAIL.main.example,  fred",
        "fred/acme,               acme_fred",
        "fred@Acme.example,       acme_fred",
        "acme_fred,               :acme_fred",
        "ACME_fred,               :acme_fred",
        "fr:ed,                   :fr:ed",
    })
    void aLoginHasOneNameInAllItsSpellings(String login, String expected) {
        assertEquals(expected, accounts().map(login, HERE).databaseName());
    }

    @Test
    void neverAsksAboutAnotherDomainsUserByHisName() {
        users.with("acme_fred", "secret");

        assertInstanceOf(Lookup.Rejected.class, login("acme_fred", "secret"));
        assertInstanceOf(Lookup.Rejected.class, recipient("acme_fred@main.example"));
        assertEquals(0, users.asked());
    }

    @Test
    void dm1_findsRecipientsUnderEachNameOfTheMainDomain() {
        users.with("fred", "secret");

        assertEquals(recipient("fred@main.example"), recipient("Fred@MAIL.main.example"));
        assertEquals(spool.resolve("main/fred"), found(recipient("fred@main.example")).dropFile());
    }

    @Test
    void knowsEntriesForWholeAddressesAtFurtherNamesOfTheMainDomainOnly() {
        users.with("fred@mail.main.example", "", "", Map.of("fwd", "joe@main.example"));
        users.with("fred@main.example", "", "", Map.of("fwd", "joe@main.example"));

        assertEquals(
                Map.of("fwd", "joe@main.example"), found(entry("Fred@MAIL.main.example")).info());
        assertInstanceOf(Lookup.Rejected.class, entry("joe@mail.main.example"));
        assertEquals(new Lookup.NotLocal(), entry("fred@main.example"));
        assertEquals(new Lookup.NotLocal(), entry("fred@acme.example"));
        assertEquals(new Lookup.NotLocal(), entry("fred@other.example"));

        users.outOfOrder("data base down");
        assertEquals(new Lookup.Unavailable("data base down"), entry("fred@mail.main.example"));
    }

    private Lookup entry(String address) {
        return accounts().entry(EmailAddress.parse(address).orElseThrow());
    }

    @Test
    void tellsOurTroubleFromAnUnknownUser() {
        users.outOfOrder("data base down");

        assertEquals(new Lookup.Unavailable("data base down"), recipient("fred@main.example"));
        assertEquals(
                new Lookup.Unavailable("data base down"), recipient("postmaster@main.example"));
        assertEquals(new Lookup.NotLocal(), recipient("fred@other.example"));
    }

    @Test
    void takesTheWordOfTheDataBaseForADropFileAndForNothingElse() {
        users.with("fred", "secret", "/home/fred/mbox", Map.of());
        users.with("bob", "secret", "/home/../etc/passwd", Map.of());

        assertEquals(Path.of("/home/fred/mbox"), found(recipient("fred@main.example")).dropFile());
        assertInstanceOf(Lookup.Unavailable.class, recipient("bob@main.example"));
        assertTrue(log.lines().getFirst().contains("path=/home/../etc/passwd"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postmaster@main.example", "PostMaster@acme.example"})
    void givesThePostmasterOfEachDomainAMailbox(String address) {
        assertEquals(spool.resolve("main/postmaster"), found(recipient(address)).dropFile());

        users.with("chief", "secret");
        assertEquals(spool.resolve("main/chief"), found(recipient(address)).dropFile());

        users.with("postmaster", "secret").with("acme_postmaster", "secret");
        String name = address.endsWith("acme.example") ? "acme_postmaster" : "postmaster";
        assertEquals(name, found(recipient(address)).databaseName());
    }

    @Test
    void thePostmasterWhoIsNoUserHasAChief() {
        users.with("acme_postmaster", "secret");

        assertEquals("Optional[chief@main.example]", sysadminFor("PostMaster@main.example"));
        assertEquals("Optional.empty", sysadminFor("postmaster@acme.example"));
        assertEquals("Optional.empty", sysadminFor("postmaster@other.example"));
        assertEquals("Optional.empty", sysadminFor("fred@main.example"));
    }

    private String sysadminFor(String address) {
        return accounts().sysadminFor(EmailAddress.parse(address).orElseThrow()).toString();
    }

    @Test
    void leavesAForeignPostmasterToOthers() {
        assertEquals(new Lookup.NotLocal(), recipient("postmaster@other.example"));
    }

    @Test
    void explainsAnAddressStepByStep() {
        users.with("acme_fred", "secret");

        Explanation explanation = accounts().explainAddress("Fred@acme.example");

        assertEquals(
                """
                address: Fred@acme.example
                domain: acme.example, by virtual domain acme  (dmail.conf:3)
                user: fred
                data base name: acme_fred
                mailbox of: acme_fred
                drop file: %s/acme/acme_fred
                result: ok
                """
                        .formatted(spool),
                explanation.text());
        assertEquals(Explanation.End.FOUND, explanation.end());
    }

    @Test
    void explainsALoginStepByStep() {
        Explanation explanation =
                accounts().explainLogin("fred", InetAddress.ofLiteral("127.0.1.2"));

        assertEquals(
                """
                login: fred
                connected to: 127.0.1.2
                domain: beta.example, by address 127.0.1.2  (dmail.conf:6)
                user: fred
                data base name: beta_fred
                result: no such user
                """,
                explanation.text());
        assertEquals(Explanation.End.NO_SUCH_USER, explanation.end());
    }

    @Test
    void dm2_explainsWhatIsNotOursOrNoAddress() {
        Accounts accounts = accounts();

        assertEquals(
                """
                address: x@other.example
                result: not local: no host_domain or vdomain line names it
                """,
                accounts.explainAddress("x@other.example").text());
        assertEquals(
                """
                address: x
                result: not an address: local-part@domain is expected
                """,
                accounts.explainAddress("x").text());
    }

    @Test
    void dm2_knowsItsDomains() {
        Accounts accounts = accounts();

        assertEquals(LoginFixture.domain("main.example"), accounts.mainDomain());
        assertTrue(accounts.isLocal(LoginFixture.domain("mail.main.example")));
        assertTrue(accounts.isLocal(LoginFixture.domain("gamma.example")));
        assertFalse(accounts.isLocal(LoginFixture.domain("other.example")));
    }

    private Accounts accounts() {
        return new Accounts(new LoginFixture(spool).settings(), users, log);
    }

    private Lookup recipient(String address) {
        return accounts().recipient(EmailAddress.parse(address).orElseThrow());
    }

    private Lookup login(String name, String password) {
        Password given = new Password(password.getBytes(StandardCharsets.UTF_8));
        Accounts accounts = accounts();
        return accounts.login(accounts.map(name, HERE), given, HERE);
    }

    private static Mailbox found(Lookup lookup) {
        return assertInstanceOf(Lookup.Found.class, lookup).mailbox();
    }
}
