package dmail.setup.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.setup.found.Facts;
import dmail.setup.testing.SiteFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which answers are found without asking. */
final class DefaultAnswersTest {
    @TempDir private Path folder;
    private SiteFacts site = new SiteFacts(Path.of(""));

    @BeforeEach
    void setUp() {
        site = new SiteFacts(folder.resolve("dmail.conf"));
    }

    @Test
    void theDomainIsWhatTheSystemCallsMailsDomain() throws IOException {
        assertEquals("example.org", complete(site.mailName("example.org"), Key.HOST_DOMAIN));
    }

    @Test
    void theDomainIsAboveTheMachinesName() throws IOException {
        assertEquals("example.com", complete(site.mailName("mail.example.com"), Key.HOST_DOMAIN));
    }

    @Test
    void theDomainIsTheOneThatNamesAreCompletedWith() throws IOException {
        assertEquals(
                "lan.example.com",
                complete(site.named("box").searching("lan.example.com"), Key.HOST_DOMAIN));
    }

    @Test
    void aMachineWithoutADomainInItsNameGetsTheMailDomains() throws IOException {
        SiteFacts box = site.named("box").searching("example.com");

        assertEquals("box.example.com", complete(box, Key.LOCAL_HOST));
    }

    @Test
    void usersOfTheSystemWhoHaveMailKeepIt() throws IOException {
        SiteFacts old = site.spool(folder.resolve("spool"), 3);

        assertEquals("unix_user", complete(old, Key.AUTHENT_METHOD));
        assertEquals(folder.resolve("spool").toString(), complete(old, Key.DROP_PATH));
        assertEquals("internal", complete(old.user("ann"), Key.AUTHENT_METHOD));
    }

    @Test
    void whoIsNotRootGetsPortsThatHeMayUse() throws IOException {
        site.user("ann");

        assertEquals("2525", complete(site, Key.SMTP_PORT));
        assertEquals("2110", complete(site, Key.POP_PORT));
        assertEquals("", complete(site, Key.RUN_AS));
    }

    @Test
    void neighboursAreThoseWithPrivateAddresses() throws IOException {
        site.at("192.0.2.25", 24).at("192.168.1.9", 24).at("fd12::9", 64);

        assertEquals(
                "127.0.0.0/8,::1,192.0.2.25,192.168.1.0/24,fd12::/64",
                complete(site, Key.FORWARD_FROM_IP));
    }

    @Test
    void theServersGoOnAsTheUserTheyRanAs() throws IOException {
        Path work = Files.createDirectory(folder.resolve("work"));
        Files.writeString(
                folder.resolve("dmail.conf"), "host_domain example.net\nwork_path work\n");

        assertEquals("dmail", complete(new SiteFacts(folder.resolve("new.conf")), Key.RUN_AS));
        assertEquals(Files.getOwner(work).getName(), complete(site, Key.RUN_AS));
    }

    @Test
    void aConfigurationThatIsThereIsKept() throws IOException {
        for (String name : new String[] {"mail", "work"}) {
            Files.createDirectory(folder.resolve(name));
        }
        Files.writeString(folder.resolve("work/nwauth.txt"), "# us\nann:*:\nbob:*:\n");
        Files.writeString(folder.resolve("work/tellpass.dat"), "x\n");
        Files.writeString(
                folder.resolve("dmail.conf"),
                """
                host_domain example.net
                host_domain example.org
                local_host mx.example.net
                sysadmin bob@example.net
                drop_path mail
                work_path work
                users_file work/nwauth.txt
                forward_from_ip 127.0.0.1,10.0.0.0/8
                forward_from_ip 192.0.2.7
                smtp_port 2626
                """);

        assertEquals("example.net", complete(site, Key.HOST_DOMAIN));
        assertEquals("mx.example.net", complete(site, Key.LOCAL_HOST));
        assertEquals("example.org", complete(site, Key.OTHER_NAMES));
        assertEquals("internal", complete(site, Key.AUTHENT_METHOD));
        assertEquals("ann", complete(site, Key.USER));
        assertEquals("", complete(site, Key.PASSWORD));
        assertEquals("bob@example.net", complete(site, Key.SYSADMIN));
        assertEquals(folder.resolve("mail").toString(), complete(site, Key.DROP_PATH));
        assertEquals("127.0.0.1,10.0.0.0/8,192.0.2.7", complete(site, Key.FORWARD_FROM_IP));
        assertEquals("2626", complete(site, Key.SMTP_PORT));
        assertEquals("none", complete(site, Key.LOG_PATH));
        assertEquals("", complete(site, Key.MANAGER_PASSWORD));
    }

    private static String complete(SiteFacts site, Key key) throws IOException {
        Facts facts = site.facts();
        return new AnswersFile().complete(facts).answers().value(key);
    }
}
