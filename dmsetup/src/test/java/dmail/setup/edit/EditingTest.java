package dmail.setup.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.cli.ExitStatus;
import dmail.common.cli.SetupOptions;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import dmail.setup.testing.FakeDns;
import dmail.setup.testing.FakeSystemUsers;
import dmail.setup.testing.ScriptedAsker;
import dmail.setup.testing.SiteFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EditingTest {
    private static final String CONF =
            """
            # the only one for years
            host_domain example.com
            sysadmin ann@example.com
            drop_path mail
            work_path work
            users_file users
            # domains of customers
            vdomain acme @acme.example acme.example acme

            # the end
            """;

    @TempDir private Path folder;
    private Path conf = Path.of("");
    private ScriptedAsker person = new ScriptedAsker();

    @BeforeEach
    void setUp() throws IOException {
        for (String name : new String[] {"mail", "work", "acme"}) {
            Files.createDirectory(folder.resolve(name));
        }
        conf = Files.writeString(folder.resolve("dmail.conf"), CONF);
        Files.setPosixFilePermissions(conf, PosixFilePermissions.fromString("rw-r-----"));
        Files.writeString(
                folder.resolve("users"), "# people\nann:*:fwd=\"x@y.example\"\nacme_bob:*:\n");
    }

    @Test
    void addsAVirtualDomainBehindTheOthers() throws Exception {
        assertEquals(ExitStatus.OK, run("vdomain add Beta.example").status());

        assertEquals(
                CONF.replace(
                        "example acme\n",
                        "example acme\nvdomain beta @beta.example beta.example "
                                + folder.resolve("beta")
                                + "\n"),
                Files.readString(conf));
        assertTrue(Files.isDirectory(folder.resolve("beta")));
        assertEquals(
                "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(conf)));
        assertEquals(List.of(), ConfigReader.read(conf, Server.DSMTP).problems());
        assertTrue(
                person.heard()
                        .contains("WARNING  no MX record says where mail for beta.example goes"),
                person.heard());
        assertTrue(person.heard().contains("\ndpop told to reload\n"), person.heard());
        assertTrue(
                person.heard().endsWith("\nits first user: dmsetup user add NAME@beta.example\n"),
                person.heard());
    }

    @Test
    void addsALoginToADomainThatIsThere() throws Exception {
        assertEquals(ExitStatus.OK, run("vdomain add acme.example /acme").status());

        assertTrue(
                Files.readString(conf)
                        .contains("acme.example acme\nvdomain acme /acme acme.example "),
                Files.readString(conf));
        assertEquals(List.of(), ConfigReader.read(conf, Server.DPOP).problems());
    }

    @Test
    void takesAnotherPrefixWhereOneIsTaken() throws Exception {
        assertEquals(ExitStatus.OK, run("vdomain add acme.test").status());

        assertTrue(
                Files.readString(conf).contains("vdomain acme-2 @acme.test acme.test "),
                Files.readString(conf));
    }

    @Test
    void takesPrefixAndFolderAsTold() throws Exception {
        assertEquals(
                ExitStatus.OK,
                run("vdomain add gamma.example 192.0.2.9 --set prefix=g --set path=gamma")
                        .status());

        assertEquals(CONF, withoutVdomain("g"), person.heard());
    }

    private String withoutVdomain(String prefix) throws IOException {
        return Files.readString(conf).replaceAll("vdomain " + prefix + " .*\n", "");
    }

    @Test
    void undoesWhatTheServersWouldComplainAbout() throws Exception {
        assertEquals(ExitStatus.CANNOT_CREATE, run("vdomain add example.com").status());

        assertEquals(CONF, Files.readString(conf));
        assertFalse(Files.exists(folder.resolve("example")));
        assertTrue(person.heard().contains("the servers would complain: " + conf), person.heard());
    }

    @Test
    void removesAVirtualDomainAndLeavesItsMail() throws Exception {
        assertEquals(ExitStatus.OK, run("vdomain remove acme.example").status());

        assertEquals(
                CONF.replace("vdomain acme @acme.example acme.example acme\n", ""),
                Files.readString(conf));
        assertTrue(Files.isDirectory(folder.resolve("acme")));
        assertTrue(
                person.heard()
                        .endsWith(
                                "its mail stays in "
                                        + folder.resolve("acme")
                                        + ", and its users in the user data base\n"),
                person.heard());
    }

    @Test
    void listsVirtualDomains() throws Exception {
        assertEquals(ExitStatus.OK, run("vdomain list").status());
        assertEquals(
                "acme         @acme.example            acme.example             "
                        + folder.resolve("acme")
                        + "\n",
                person.heard());
    }

    @Test
    void listsVirtualDomainsAndUsersForPrograms() throws Exception {
        StringBuilder domains = new StringBuilder();
        run("vdomain list -j").writeJson(domains);
        StringBuilder users = new StringBuilder();
        run("user list -j").writeJson(users);

        assertEquals(
                "{\"status\":0,\"vdomains\":[{\"prefix\":\"acme\",\"login\":\"@acme.example\","
                        + "\"domain\":\"acme.example\",\"path\":\""
                        + folder.resolve("acme")
                        + "\"}],\"said\":[]}",
                domains.toString());
        assertEquals(
                "{\"status\":0,\"users\":[\"ann@example.com\",\"bob@acme.example\"],\"said\":[]}",
                users.toString());
    }

    @Test
    void changesNothingInADryRun() throws Exception {
        assertEquals(ExitStatus.OK, run("vdomain add beta.example --dry-run").status());
        assertEquals(ExitStatus.OK, run("user add bob --dry-run").status());

        assertEquals(CONF, Files.readString(conf));
        assertFalse(Files.readString(folder.resolve("users")).contains("\nbob:"));
        assertTrue(person.heard().startsWith("would set the password of bob in "), person.heard());
    }

    @Test
    void addsUsersUnderTheNamesThatTheServersAskFor() throws Exception {
        assertEquals(ExitStatus.OK, run("user add Bob --yes").status());
        assertEquals(ExitStatus.OK, run("user add cid@acme.example --yes").status());

        List<String> users = Files.readAllLines(folder.resolve("users"));
        assertEquals(
                List.of("# people", "ann:*:fwd=\"x@y.example\"", "acme_bob:*:"),
                users.subList(0, 3));
        assertTrue(users.get(3).startsWith("bob:{SCRAM-SHA-256}"), users::toString);
        assertTrue(users.get(4).startsWith("acme_cid:{SCRAM-SHA-256}"), users::toString);
        assertTrue(
                person.heard()
                        .contains("mail of cid@acme.example: " + folder.resolve("acme/acme_cid")),
                person.heard());
    }

    @Test
    void changesAPasswordAndKeepsTheRest() throws Exception {
        person = new ScriptedAsker("new-one", "new-one");

        assertEquals(ExitStatus.OK, runWith("user passwd ann").status());

        String users = Files.readString(folder.resolve("users"));
        assertTrue(
                users.matches("(?s)# people\nann:\\{SCRAM-SHA-256\\}\\S+:fwd=\"x@y.example\"\n.*"),
                users);
        assertFalse(person.heard().contains("new-one"), person.heard());
    }

    @Test
    void takesAPasswordFromAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "two words\n");

        assertEquals(ExitStatus.DATA_ERROR, run("user add dan --password-file " + file).status());
        Files.writeString(file, "word\n");
        assertEquals(ExitStatus.OK, run("user add dan --password-file " + file).status());
        assertEquals(
                ExitStatus.NO_INPUT, run("user add eve --password-file " + file + "2").status());
    }

    @Test
    void keepsTheOldPasswordWhenTheNewOneIsTypedInTwoWays() throws Exception {
        person = new ScriptedAsker("one", "other");

        assertEquals(ExitStatus.DATA_ERROR, runWith("user passwd ann").status());
        assertTrue(Files.readString(folder.resolve("users")).contains("ann:*:"));
    }

    @Test
    void removesAUserAndLeavesTheMail() throws Exception {
        Path mail = Files.writeString(folder.resolve("acme/acme_bob"), "From \n");

        assertEquals(ExitStatus.OK, run("user remove bob@acme.example").status());

        assertEquals(
                "# people\nann:*:fwd=\"x@y.example\"\n", Files.readString(folder.resolve("users")));
        assertTrue(
                person.heard().endsWith("the mail that is left stays in " + mail + "\n"),
                person.heard());
    }

    @Test
    void listsUsersByTheirAddresses() throws Exception {
        assertEquals(ExitStatus.OK, run("user list").status());
        assertEquals("ann@example.com\nbob@acme.example\n", person.heard());
    }

    @Test
    void refusesWhatCannotBe() throws Exception {
        refused(ExitStatus.DATA_ERROR, "user add ann", "ann@example.com is there already");
        refused(
                ExitStatus.DATA_ERROR,
                "user add ann@else.example",
                "ann@else.example: else.example is");
        refused(
                ExitStatus.DATA_ERROR,
                "user add acme_zoe",
                "acme_zoe@example.com: user name begins");
        refused(ExitStatus.DATA_ERROR, "user add ../ann", "");
        refused(ExitStatus.DATA_ERROR, "user add #ann", "no name of a user: #ann");
        refused(ExitStatus.NO_USER, "user passwd zoe", "there is no user zoe@example.com in ");
        refused(ExitStatus.NO_USER, "user remove zoe", "there is no user zoe@example.com in ");
        refused(ExitStatus.USAGE, "user", "dmsetup user add NAME");
        refused(ExitStatus.USAGE, "vdomain add", "dmsetup vdomain add DOMAIN");
        refused(ExitStatus.DATA_ERROR, "vdomain add domain", "no domain: domain");
        refused(
                ExitStatus.DATA_ERROR,
                "vdomain remove beta.example",
                "no vdomain line has the domain");
        refused(
                ExitStatus.USAGE,
                "vdomain add b.example --set x=y",
                "--set x=y: only prefix=... and path=... are allowed");
        assertEquals(CONF, Files.readString(conf));
    }

    @Test
    void leavesTheSystemsUsersToTheSystem() throws Exception {
        Files.writeString(
                conf, "authent_method unix_user\n", java.nio.file.StandardOpenOption.APPEND);

        refused(
                ExitStatus.CONFIG,
                "user list",
                "users are not kept in a file here: authent_method is unix_user");
    }

    @Test
    void needsASiteThatIsSetUp() throws Exception {
        Files.writeString(conf, "host_domain example.com\n");
        refused(ExitStatus.CONFIG, "user list", conf + ": no drop_path line names a folder");
        Files.delete(conf);
        refused(
                ExitStatus.NO_INPUT,
                "vdomain list",
                "there is no " + conf + "; dmsetup writes one");
    }

    private void refused(ExitStatus status, String command, String why)
            throws InterruptedException {
        assertEquals(status, run(command).status(), command);
        assertTrue(person.heard().startsWith(why), person.heard());
    }

    private Editing.Outcome run(String command) throws InterruptedException {
        person = new ScriptedAsker();
        return runWith(command);
    }

    private Editing.Outcome runWith(String command) throws InterruptedException {
        Editing.Context context =
                new Editing.Context(
                        new SiteFacts(conf).at("192.0.2.25", 24).host(),
                        new FakeDns(),
                        new FakeSystemUsers(),
                        (server, _) -> new Servers.Reload(server + " told to reload", false),
                        address -> !address.getHostAddress().startsWith("203.0.113."),
                        person,
                        RandomGenerator.of("L64X128MixRandom"));
        SetupOptions options = SetupOptions.parse(List.of(command.split(" ", -1)));
        return Editing.run((SetupOptions.Run) options, conf, context);
    }
}
