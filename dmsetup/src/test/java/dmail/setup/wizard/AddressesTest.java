package dmail.setup.wizard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.cli.ExitStatus;
import dmail.common.cli.SetupOptions;
import dmail.common.config.ConfigProblem;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the wizard asks about addresses and ports, and the lines that come of it. */
final class AddressesTest {
    private static final String CERTIFIED = "host_domain example.com\ntls_certificate cert.pem\n";

    @TempDir private Path folder;
    private Path conf = Path.of("");
    private FakeMachine machine = FakeMachine.of("ann");
    private final FakeDns dns = new FakeDns();
    private ScriptedAsker person = new ScriptedAsker();

    @BeforeEach
    void setUp() {
        conf = folder.resolve("dmail.conf");
    }

    @Test
    void b30_aMachineWithOneAddressHasNoChoice() throws Exception {
        assertEquals(ExitStatus.OK, enters(14, "yes"));

        assertTrue(person.heard().contains("\n1 of 15  Main domain\n"), person.heard());
        assertFalse(person.heard().contains("listen_on"), person.heard());
    }

    @Test
    void b30_enterKeepsAllAddresses() throws Exception {
        assertEquals(ExitStatus.OK, enters(14, "yes"));
        String one = Files.readString(conf);
        Files.delete(conf);
        machine = machine.at("192.0.2.26");

        assertEquals(ExitStatus.OK, enters(16, "yes"));

        assertTrue(person.heard().contains("   addresses   192.0.2.25, 192.0.2.26\n"));
        assertTrue(person.heard().contains("\n   listen_on [all]: \n"), person.heard());
        assertTrue(person.heard().contains("\n   address_names [none]: \n"), person.heard());
        assertEquals(one.replace("192.0.2.25", "192.0.2.25,192.0.2.26"), Files.readString(conf));
    }

    @Test
    void b30_offersTheNamesOfDns() throws Exception {
        machine = machine.at("192.0.2.26");
        dns.record("PTR 192.0.2.26", "mx2.example.com")
                .record("PTR 192.0.2.25", "mail.example.com");

        assertEquals(ExitStatus.OK, enters(16, "yes"));

        assertTrue(
                person.heard()
                        .contains(
                                "   listen_on [all]: \n   OK       a name for 192.0.2.26:"
                                        + " mx2.example.com\n\n"),
                person.heard());
        assertFalse(person.heard().contains("a name for 192.0.2.25"), person.heard());
    }

    /** But for paths, and lines of dmail.conf or of a zone, which are to be copied. */
    @Test
    void b30_noLineIsWiderThanATerminal() throws Exception {
        for (int i = 0; i < 9; i++) {
            machine = machine.at("192.0.2.3" + i).at("2001:db8:1234:5678::" + i);
        }
        List<String> said = new ArrayList<>(Collections.nCopies(12, ""));
        said.add("203.0.113.9");
        said.addAll(Collections.nCopies(4, ""));
        said.addAll(List.of("yes", "no"));
        person = new ScriptedAsker(said.toArray(String[]::new));

        assertEquals(ExitStatus.OK, wizard(), person.heard());

        assertTrue(
                person.heard().contains("   this machine has no address 203.0.113.9; it has"),
                person.heard());
        assertEquals(
                List.of(),
                person.heard()
                        .lines()
                        .filter(line -> line.length() > 79)
                        .filter(line -> !line.startsWith("      + "))
                        .filter(line -> !line.contains(" IN PTR "))
                        .filter(line -> !line.contains(folder.toString()))
                        .toList());
        assertTrue(person.heard().contains("\n   forward_from_ip: \n"), person.heard());
    }

    @Test
    void b30_singleAddressesGetPortsAndNames() throws Exception {
        machine = machine.at("192.0.2.26");

        silent(
                "listen_on=192.0.2.26, 127.0.0.1 192.0.2.26",
                "address_names=192.0.2.26=MX2.example.com");

        assertEquals(
                """
                port smtp protocol smtp
                port smtp number 2525
                port pop protocol pop
                port pop number 2110
                ip 192.0.2.26 ports smtp,pop
                ip 127.0.0.1 ports smtp,pop
                ip 192.0.2.26 hostname mx2.example.com
                """,
                lines("port|ip"));
        assertTrue(
                person.heard().contains("WARNING  mx2.example.com has no address in DNS"),
                person.heard());
    }

    @Test
    void b30_theSameAnswersChangeNothingTheSecondTime() throws Exception {
        machine = machine.at("192.0.2.26");
        String[] answers = {"listen_on=192.0.2.26", "address_names=192.0.2.26=mx2.example.com"};
        silent(answers);
        String first = Files.readString(conf);

        silent(answers);
        assertEquals(first, Files.readString(conf));
        silent();
        assertEquals(first, Files.readString(conf));
    }

    @Test
    void b30_linesOfAnAdministratorStay() throws Exception {
        machine = machine.at("192.0.2.26");
        silent();
        String own = "listen one on 192.0.2.26:2525\nlisten one protocol smtp\n";
        Files.writeString(conf, Files.readString(conf) + own);
        String before = Files.readString(conf);

        silent();

        assertEquals(before, Files.readString(conf));
        refused("listen_on=all", "listen_on: the configuration has lines about this (listen,");
        refused("listen_on=192.0.2.25", "listen_on: the configuration has lines about this");
        silent("listen_on=192.0.2.26");
        assertEquals(before, Files.readString(conf));
    }

    @Test
    void b30_refusesAddressesThatTheMachineLacks() throws Exception {
        refused(
                "listen_on=192.0.2.99",
                "listen_on: this machine has no address 192.0.2.99; it has 192.0.2.25\n");
        refused("listen_on=,", "listen_on: \",\" is no IP address\n");
        refused("listen_on=here", "listen_on: \"here\" is no IP address\n");
        refused(
                "address_names=192.0.2.99=a.example.com",
                "address_names: this machine has no address 192.0.2.99; it has 192.0.2.25\n");
        refused("address_names=a.example.com", "address_names: \"a.example.com\" is not of the");
        refused("address_names=192.0.2.25=box", "address_names: \"box\" is not a domain such as");
        refused(
                "address_names=192.0.2.25=a.example.com 192.0.2.25=b.example.com",
                "address_names: 192.0.2.25 is given two names\n");
    }

    @Test
    void smN11_furtherPortsOfAllAddressesHaveTheUsualEncryption() throws Exception {
        Files.writeString(conf, CERTIFIED);

        silent("further_ports=995 465 587");

        assertEquals(
                "submission_port 587\nsmtps_port 465\npops_port 995\n",
                lines("submission_port|smtps_port|pops_port"));
        silent();
        assertEquals(
                "submission_port 587\nsmtps_port 465\npops_port 995\n",
                lines("submission_port|smtps_port|pops_port"));
        silent("further_ports=none");
        assertEquals("", lines("submission_port|smtps_port|pops_port"));
    }

    @Test
    void smN11_furtherPortsOfSingleAddressesHaveTheUsualEncryption() throws Exception {
        Files.writeString(conf, CERTIFIED + "smtps_port 465\n");

        silent("listen_on=192.0.2.25", "further_ports=587,465,995");

        assertEquals(
                """
                port smtp protocol smtp
                port smtp number 2525
                port pop protocol pop
                port pop number 2110
                port submission protocol submission
                port submission number 587
                port submissions protocol submission
                port submissions number 465
                port submissions encryption ssl
                port pops protocol pop
                port pops number 995
                port pops encryption ssl
                ip 192.0.2.25 ports smtp,pop,submission,submissions,pops
                """,
                lines("port|ip|smtps_port"));
        String first = Files.readString(conf);
        silent("listen_on=192.0.2.25", "further_ports=587,465,995");
        assertEquals(first, Files.readString(conf));
    }

    @Test
    void smN11_furtherPortsAreAskedForOnceThereIsACertificate() throws Exception {
        refused("further_ports=587", "further_ports: port 587 needs a tls_certificate line");
        Files.writeString(conf, CERTIFIED);

        assertEquals(ExitStatus.OK, enters(15, "yes"));

        assertTrue(person.heard().contains("\n   further_ports [none]: \n"), person.heard());
    }

    @Test
    void smN11_portsWithoutACertificateStay() throws Exception {
        Files.writeString(conf, "host_domain example.com\nsmtps_port 465\nsubmission_port 5587\n");

        assertEquals(ExitStatus.OK, run("--yes"));

        assertEquals("smtps_port 465\nsubmission_port 5587\n", lines("smtps_port|submission_port"));
    }

    @Test
    void b30_refusesAPortWithTwoUses() throws Exception {
        Files.writeString(conf, CERTIFIED);

        assertEquals(
                ExitStatus.DATA_ERROR,
                run("--yes", "--set", "smtp_port=587", "--set", "further_ports=587"));
        assertEquals(
                "--set further_ports: 587 is smtp_port; each port has one use\n", person.heard());
    }

    @Test
    void mtq15_advisesNumbersFrom5000ForOtherPorts() throws Exception {
        Files.writeString(conf, CERTIFIED);

        refused("further_ports=2600", "further_ports: \"2600\" is none of 587, 465 and 995; other");
        assertTrue(person.heard().contains("best from 5000 up"), person.heard());
        silent("smtp_port=2600");
        assertTrue(
                person.heard().contains("OK       port 2600 will do; 5000 and up are advised"),
                person.heard());
        silent("smtp_port=5025");
        assertFalse(person.heard().contains("5000 and up"), person.heard());
    }

    @Test
    void dm16_theFirstDomainIsInDnsAndNotTheMachinesName() throws Exception {
        silent("host_domain=example.com");
        assertTrue(
                person.heard().contains("DNS knows no such domain as example.com"), person.heard());
        assertFalse(person.heard().contains("machine's own name"), person.heard());

        dns.record("MX example.com", "mail.example.com");
        silent("host_domain=example.com");
        assertTrue(person.heard().contains("OK       example.com is known in DNS"));

        silent("host_domain=mail.example.com");
        assertTrue(
                person.heard().contains("mail.example.com is this machine's own name"),
                person.heard());
        silent("host_domain=other.example", "local_host=other.example");
        assertTrue(
                person.heard().contains("other.example is this machine's own name"),
                person.heard());
    }

    /** A run that asks nothing and succeeds; then the servers have nothing to say. */
    private void silent(String... answers) throws Exception {
        String[] arguments = new String[1 + 2 * answers.length];
        arguments[0] = "--yes";
        for (int i = 0; i < answers.length; i++) {
            arguments[1 + 2 * i] = "--set";
            arguments[2 + 2 * i] = answers[i];
        }
        assertEquals(ExitStatus.OK, run(arguments), person.heard());
        for (Server server : Server.values()) {
            assertEquals(
                    List.of(),
                    ConfigReader.read(conf, server).problems().stream()
                            .map(ConfigProblem::toString)
                            .toList());
        }
    }

    private void refused(String answer, String why) throws Exception {
        assertEquals(ExitStatus.DATA_ERROR, run("--yes", "--set", answer), person.heard());
        assertTrue(person.heard().startsWith("--set " + why), person.heard());
    }

    private ExitStatus run(String... arguments) throws InterruptedException {
        person = new ScriptedAsker();
        return wizard(arguments);
    }

    /** Somebody who presses Enter that often, says this, and doesn't start the servers. */
    private ExitStatus enters(int count, String last) throws InterruptedException {
        List<String> said = new ArrayList<>(Collections.nCopies(count, ""));
        said.add(last);
        said.add("no");
        person = new ScriptedAsker(said.toArray(String[]::new));
        return wizard();
    }

    private ExitStatus wizard(String... arguments) throws InterruptedException {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        WizardContext context =
                new WizardContext(
                        new FactFinder(machine, folder.resolve("nowhere"), random),
                        dns,
                        new FakeSystemUsers(),
                        new FakePrograms(),
                        person,
                        random);
        SetupOptions options = SetupOptions.parse(List.of(arguments));
        return new Wizard((SetupOptions.Run) options, conf, context).run().status();
    }

    /** {@return the lines of these settings} */
    private String lines(String settings) throws IOException {
        StringBuilder lines = new StringBuilder();
        Files.readString(conf)
                .lines()
                .filter(line -> line.matches("(" + settings + ") .*"))
                .forEach(line -> lines.append(line).append('\n'));
        return lines.toString();
    }
}
