package dmail.setup.wizard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.authent.ManagerPassword;
import dmail.common.cli.ExitStatus;
import dmail.common.cli.SetupOptions;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import dmail.setup.found.FactFinder;
import dmail.setup.testing.FakeDns;
import dmail.setup.testing.FakeMachine;
import dmail.setup.testing.FakePrograms;
import dmail.setup.testing.FakeSystemUsers;
import dmail.setup.testing.ScriptedAsker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wizard from its first question to the files, on a folder of its own. */
final class WizardTest {
    @TempDir private Path folder;
    private Path conf = Path.of("");
    private ScriptedAsker person = new ScriptedAsker();
    private final FakeSystemUsers users = new FakeSystemUsers();

    @BeforeEach
    void setUp() {
        conf = folder.resolve("dmail.conf");
    }

    @Test
    void setsASiteUpThatTheServersHaveNothingToSayAgainst() throws Exception {
        assertEquals(ExitStatus.OK, run("--yes", "--set", "user=ann").status());

        for (Server server : Server.values()) {
            assertEquals(List.of(), ConfigReader.read(conf, server).problems());
        }
        String users = Files.readString(folder.resolve("work/nwauth.txt"));
        assertTrue(users.contains("\nann:{SCRAM-SHA-256}"), users);
        assertTrue(ManagerPassword.in(folder.resolve("work")).secret().isPresent());
        assertEquals("rw-------", mode(conf));
        assertEquals("rwx------", mode(folder.resolve("mail")));
        assertEquals("rw-------", mode(folder.resolve("work/nwauth.txt")));
        assertTrue(person.heard().contains("   The password of ann is   "), person.heard());
    }

    @Test
    void writesLinesWithComments() throws Exception {
        assertEquals(ExitStatus.OK, run("--yes").status());

        String text = Files.readString(conf);
        assertTrue(
                text.contains(
                        """

                        # A local domain. The first is the main domain, the server's identity; the
                        # others are names for the same mailboxes. At least one is needed.
                        host_domain example.com
                        host_domain mail.example.com
                        """),
                text);
        assertTrue(text.contains("\nforward_from_ip 127.0.0.0/8,::1,192.0.2.25\n"), text);
        assertTrue(text.contains("\n#vdomain acme @acme.example acme.example"), text);
        assertTrue(text.lines().allMatch(line -> line.length() <= 79), text);
    }

    @Test
    void doesNothingInADryRun() throws Exception {
        assertEquals(ExitStatus.OK, run("--yes", "--dry-run").status());

        assertEquals(List.of(), left());
        assertTrue(person.heard().contains("   write " + conf + " (0600)\n"), person.heard());
        assertTrue(person.heard().contains("      + host_domain example.com\n"), person.heard());
    }

    @Test
    void hasNothingLeftToDoTheSecondTime() throws Exception {
        assertEquals(ExitStatus.OK, run("--yes", "--set", "user=ann").status());
        List<String> first = contents();

        assertEquals(ExitStatus.OK, run("--yes").status());

        assertEquals(first, contents());
        assertTrue(
                person.heard().contains("All is as it should be: nothing is to be done.\n"),
                person.heard());
    }

    @Test
    void keepsWhatPeopleHaveWritten() throws Exception {
        assertEquals(ExitStatus.OK, run("--yes").status());
        String edited =
                Files.readString(conf).replace("# ---- Files", "# ---- our files\nmax_size 7777");
        Files.writeString(conf, edited);

        assertEquals(ExitStatus.OK, run("--yes", "--set", "smtp_port=2626").status());

        assertEquals(
                edited.replace("\nsmtp_port 2525\n", "\nsmtp_port 2626\n"), Files.readString(conf));
        assertTrue(person.heard().contains("      - smtp_port 2525\n"), person.heard());
    }

    @Test
    void takesEverythingBackWhenAStepFails() throws Exception {
        Files.createDirectory(folder.resolve("work"));
        Files.createDirectory(folder.resolve("work/tellpass.dat.new"));
        Files.writeString(folder.resolve("work/tellpass.dat.new/in the way"), "");

        assertEquals(ExitStatus.CANNOT_CREATE, run("--yes").status());

        assertEquals(List.of("work", "work/tellpass.dat.new"), left());
        assertTrue(
                person.heard().contains("   FAILED   set the manager's password"), person.heard());
        assertTrue(person.heard().contains("   undone   write " + conf), person.heard());
        assertTrue(
                person.heard().endsWith("It did not work; what could be undone is undone.\n"),
                person.heard());
    }

    @Test
    void takesEverythingBackWhenTheServersWouldComplain() throws Exception {
        Files.createDirectories(folder.resolve("acme"));
        String before =
                "host_domain example.com\nsysadmin a@example.com\nvdomain acme acme.example acme\n";
        Files.writeString(conf, before);
        Files.setPosixFilePermissions(conf, PosixFilePermissions.fromString("rw-------"));

        ExitStatus status = run("--yes", "--set", "host_domain=acme.example").status();

        assertEquals(ExitStatus.CANNOT_CREATE, status);
        assertEquals(before, Files.readString(conf));
        assertEquals(List.of("acme", "dmail.conf"), left());
        assertTrue(
                person.heard().contains("   FAILED   the servers would complain: " + conf),
                person.heard());
    }

    @Test
    void refusesWrongAnswers() throws Exception {
        assertEquals(
                ExitStatus.DATA_ERROR, run("--yes", "--set", "forward_from_ip=0.0.0.0/0").status());
        assertEquals(List.of(), left());
        assertTrue(
                person.heard().startsWith("--set forward_from_ip: that would let everybody"),
                person.heard());
    }

    @Test
    void saysWhenThereAreNoAnswers() throws Exception {
        String missing = folder.resolve("answers").toString();

        assertEquals(ExitStatus.NO_INPUT, run("--answers", missing).status());
        assertEquals("there is no file " + missing + "\n", person.heard());
    }

    @Test
    void readsAnswersAndAsksNothing() throws Exception {
        Path answers =
                Files.writeString(
                        folder.resolve("answers"),
                        "host_domain example.org\nuser ann\nlog_path none\n");

        assertEquals(ExitStatus.OK, run("--answers", answers.toString()).status());

        Configuration written = ConfigReader.read(conf, Server.DSMTP).configuration();
        assertEquals("example.org", written.values(DomainSettings.HOST_DOMAIN).getFirst().name());
        assertFalse(Files.exists(folder.resolve("log")));
    }

    @Test
    void doesItOnlyAfterAYes() throws Exception {
        person = answering("perhaps", "no");

        assertEquals(ExitStatus.TEMPORARY, runWith().status());

        assertEquals(List.of(), left());
        assertTrue(person.heard().contains("Please say yes or no.\n"), person.heard());
        assertTrue(person.heard().endsWith("\nNothing has been done.\n"), person.heard());
    }

    @Test
    void doesItAfterAYes() throws Exception {
        person = answering("yes");

        assertEquals(ExitStatus.OK, runWith().status());

        assertTrue(Files.exists(conf));
        assertTrue(person.heard().contains("   done     write " + conf), person.heard());
    }

    @Test
    void reportsForPrograms() throws Exception {
        Wizard.Outcome outcome = run("-j", "--dry-run", "--set", "password=hidden1");

        assertTrue(
                outcome.json()
                        .startsWith("{\"status\":0,\"answers\":{\"host_domain\":\"example.com\""),
                outcome.json());
        assertTrue(
                outcome.json()
                        .contains(
                                "{\"level\":\"WARNING\",\"text\":\"no MX record says where mail for"
                                        + " example.com goes\",\"cure\":[\"example.com. IN MX 10"
                                        + " mail.example.com.\"]}"),
                outcome.json());
        assertTrue(
                outcome.json()
                        .contains(
                                "{\"step\":\"write " + conf + " (0600)\",\"result\":\"planned\"}"),
                outcome.json());
        assertFalse(outcome.json().contains("hidden1"), outcome.json());
    }

    /** Somebody who presses Enter at every question, and then says this. */
    private static ScriptedAsker answering(String... last) {
        return new ScriptedAsker(
                Stream.concat(Stream.generate(() -> "").limit(14), Stream.of(last))
                        .toArray(String[]::new));
    }

    private Wizard.Outcome run(String... arguments) throws InterruptedException {
        person = new ScriptedAsker();
        return runWith(arguments);
    }

    private Wizard.Outcome runWith(String... arguments) throws InterruptedException {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        FakeMachine machine = FakeMachine.of("ann");
        WizardContext context =
                new WizardContext(
                        new FactFinder(machine, folder.resolve("nowhere"), random),
                        new FakeDns(),
                        users,
                        new FakePrograms(),
                        person,
                        random);
        SetupOptions options = SetupOptions.parse(List.of(arguments));
        return new Wizard((SetupOptions.Run) options, conf, context).run();
    }

    private List<String> left() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !path.equals(folder))
                    .map(path -> folder.relativize(path).toString())
                    .filter(name -> !name.contains("in the way"))
                    .sorted()
                    .toList();
        }
    }

    private List<String> contents() throws IOException {
        List<String> texts = new java.util.ArrayList<>();
        for (String name : left()) {
            Path path = folder.resolve(name);
            texts.add(name + (Files.isRegularFile(path) ? Files.readString(path) : ""));
        }
        return texts;
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
