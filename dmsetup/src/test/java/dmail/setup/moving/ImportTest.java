package dmail.setup.moving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.cli.ExitStatus;
import dmail.common.cli.SetupOptions;
import dmail.common.config.FileSettings;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import dmail.common.login.DropLayout;
import dmail.setup.testing.FakeSystemUsers;
import dmail.setup.testing.ScriptedAsker;
import dmail.setup.testing.SiteFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sites of other servers below a folder that stands for the root. */
final class ImportTest {
    @TempDir private Path root;
    private Path target = Path.of("");
    private ScriptedAsker person = new ScriptedAsker();

    @BeforeEach
    void setUp() {
        target = root.resolve("new.conf");
    }

    @Test
    void readsWhatPostfixServes() throws Exception {
        write(
                "etc/postfix/main.cf",
                """
                # a mail server
                myhostname = mail.example.com
                mydestination = $myhostname, localhost.$mydomain, localhost,
                    $mydomain
                mynetworks = 127.0.0.0/8 [::1]/128 192.0.2.0/24
                relayhost = [relay.provider.example]:587
                message_size_limit = 26214400
                alias_maps = hash:/etc/aliases, ldap:/etc/postfix/ldap.cf
                virtual_alias_maps = hash:/etc/postfix/virtual
                virtual_mailbox_domains = acme.example
                """);
        write("etc/aliases", "# who\npostmaster: root\nroot: ann\n");
        write("etc/postfix/virtual", "info@example.com ann\n");
        write("var/mail/ann", "From x\n\n");

        assertEquals(ExitStatus.OK, run("import --dry-run").status());

        assertEquals(
                """
                Found Postfix:
                   OK       /etc/aliases has 2 aliases, read as they are
                   OK       /etc/postfix/virtual has 1 address, read as they are
                   WARNING  alias_maps ldap:/etc/postfix/ldap.cf is not taken over
                   WARNING  acme.example has users of its own (virtual_mailbox_domains)
                              dmsetup vdomain add acme.example
                   OK       /var/mail holds 1 drop file, 0 KB; they are served where they are

                These settings mean the same:
                   host_domain example.com
                   host_domain mail.example.com
                   local_host mail.example.com
                   sysadmin root@example.com
                   drop_path /var/mail
                   work_path /var/lib/dmail
                   authent_method unix_user
                   forward_from_ip 127.0.0.0/8,::1,192.0.2.0/24
                   alias_file /etc/aliases
                   virt_user_pre /etc/postfix/virtual
                   max_size 25600
                   gateway * relay.provider.example:587
                   log_path /var/log/dmail

                Nothing of the old server is changed or deleted. This can be done:
                   write TARGET (0600)
                """
                        .replace("TARGET", target.toString()),
                person.heard());
        assertFalse(Files.exists(target));
    }

    @Test
    void warnsOfMailThatIsNotWhereItLooks() throws Exception {
        write(
                "etc/postfix/main.cf",
                "home_mailbox = Maildir/\nmailbox_command = /usr/bin/procmail\nmynetworks = *\n");
        write("etc/dovecot/conf.d/10-mail.conf", "mail_location = maildir:~/Maildir\n");

        assertEquals(ExitStatus.OK, run("import postfix --dry-run").status());

        String heard = person.heard();
        assertTrue(heard.contains("WARNING  mail is in Maildir/ of each user's home"), heard);
        assertTrue(heard.contains("WARNING  mail is delivered by \"/usr/bin/procmail\""), heard);
        assertTrue(heard.contains("WARNING  Dovecot has maildirs"), heard);
        assertTrue(heard.contains("WARNING  there is no folder /var/mail"), heard);
        assertTrue(heard.contains("WARNING  clients \"*\" are not taken over"), heard);
    }

    @Test
    void readsWhatSendmailServes() throws Exception {
        write("etc/mail/sendmail.cf", "V10\nDS[relay.example.net]\nFw/etc/mail/local-host-names\n");
        write("etc/mail/local-host-names", "# ours\nexample.com\nexample.org\n");
        write("etc/mail/access", "Connect:192.168.1 RELAY\nspam.example REJECT\n");
        write("etc/mail/aliases", "root: ann\n");
        write("etc/mail/mailertable", "branch.example smtp:[10.0.0.1]\n");
        Files.createDirectories(root.resolve("var/spool/mail"));

        Import.Outcome outcome = run("import -j");

        assertEquals(ExitStatus.OK, outcome.status());
        assertTrue(
                outcome.json()
                        .contains(
                                "\"settings\":[\"host_domain example.com\",\"host_domain"
                                        + " example.org\",\"host_domain mail.example.com\","),
                outcome.json());
        assertTrue(
                outcome.json().contains("\"forward_from_ip 127.0.0.0/8,::1,192.168.1.*\""),
                outcome.json());
        assertTrue(outcome.json().contains("\"gateway * relay.example.net\""), outcome.json());
        assertTrue(outcome.json().contains("\"alias_file /etc/mail/aliases\""), outcome.json());
        assertTrue(outcome.json().contains("mailertable is not taken over"), outcome.json());
        assertFalse(Files.exists(target));
    }

    @Test
    void writesAConfigurationThatTheServersUnderstand() throws Exception {
        write("etc/postfix/main.cf", "myhostname = mail.example.com\nmydestination = $mydomain\n");
        person = new ScriptedAsker("yes");

        assertEquals(ExitStatus.OK, runWith("import").status());

        String written = Files.readString(target);
        Path moved = Files.writeString(root.resolve("moved.conf"), here(written));
        Files.setPosixFilePermissions(moved, Files.getPosixFilePermissions(target));
        for (String name : new String[] {"var/mail", "var/lib/dmail"}) {
            Files.createDirectories(root.resolve(name));
        }
        for (Server server : Server.values()) {
            assertEquals(List.of(), ConfigReader.read(moved, server).problems());
        }
        assertTrue(person.heard().contains("Next: dmsetup -i " + target), person.heard());
    }

    private String here(String text) {
        return text.replace(" /var", " " + root + "/var");
    }

    @Test
    void doesNothingAfterANo() throws Exception {
        write("etc/postfix/main.cf", "myhostname = mail.example.com\n");
        person = new ScriptedAsker("no");

        assertEquals(ExitStatus.OK, runWith("import").status());
        assertFalse(Files.exists(target));
    }

    @Test
    void saysWhenThereIsNothingToRead() throws Exception {
        assertEquals(ExitStatus.NO_INPUT, run("import").status());
        assertEquals(
                "There is neither Postfix nor sendmail on this machine that could be read.\n",
                person.heard());
        assertEquals(ExitStatus.NO_INPUT, run("import " + root + "/old/dmail.conf").status());
    }

    @Test
    void readsAnOldDmailAndLeavesAllOfItAsItIs() throws Exception {
        oldSite();
        List<String> before = everything();

        assertEquals(ExitStatus.OK, run("import " + root + "/old/dmail.conf").status());

        assertEquals(before, everything());
        String heard = person.heard();
        Path old = root.resolve("old");
        assertTrue(
                unwrapped()
                        .contains(
                                "acme.example: "
                                        + old
                                        + "/acme holds 1 drop file, 0 KB, 1 of them at other letters"),
                unwrapped());
        assertTrue(unwrapped().contains("1 .bin in " + old + "/bins hold mail"), unwrapped());
        assertTrue(unwrapped().contains("bin_path is left out"), unwrapped());
        assertFalse(heard.contains("   bin_path "), heard);
        assertTrue(
                unwrapped().contains("users: " + old + "/nwauth.txt has 2 of them"), unwrapped());
        assertTrue(
                unwrapped()
                        .contains(
                                "1 line of "
                                        + old
                                        + "/nwauth.txt has another form, the first is line 3"),
                unwrapped());
        assertTrue(
                unwrapped().contains("nwauth.add holds changes that the old nwauth has not merged"),
                unwrapped());
        assertTrue(heard.contains("   authent_method internal\n"), heard);
        assertTrue(heard.contains("   users_file " + old + "/nwauth.txt\n"), heard);
        assertFalse(heard.contains("   authent_process "), heard);
    }

    /** Without the ends of lines, which depend on how long the folder's name is. */
    private String unwrapped() {
        return person.heard().replaceAll("\n {12}(?! )", " ");
    }

    @Test
    void copiesDropFilesToWhereOurServersLook() throws Exception {
        oldSite();
        List<String> before = everything();
        Path letters = root.resolve("old/acme");
        for (char letter : DropLayout.letters("acme_bob", 2).toCharArray()) {
            letters = letters.resolve(String.valueOf(letter));
        }
        Path copy = letters.resolve("acme_bob");

        assertEquals(ExitStatus.OK, run("import " + root + "/old/dmail.conf --yes").status());

        assertEquals("From bob\n\n", Files.readString(copy));
        assertTrue(everything().containsAll(before), person.heard());
        assertEquals(
                root.resolve("old/mail"),
                ConfigReader.read(target, Server.DPOP)
                        .configuration()
                        .value(FileSettings.DROP_PATH));
        assertTrue(
                Files.readString(target).contains("# kept as it was\nhost_domain example.com\n"),
                Files.readString(target));
    }

    /** Two levels of letters, which the original computed in its own way. */
    private void oldSite() throws IOException {
        write(
                "old/dmail.conf",
                """
                # kept as it was
                host_domain example.com
                sysadmin ann@example.com
                drop_path mail
                work_path own
                bin_path bins
                hash_spool 2
                vdomain acme @acme.example acme.example acme
                authent_method external
                authent_process /usr/local/dmail/nwauth -path .
                """);
        write("old/own/x", "");
        write("old/mail/ann", "From ann\n\n");
        write("old/mail/q/z/dan", "From dan\n\n");
        write("old/acme/t/y/acme_bob", "From bob\n\n");
        write("old/bins/ann.bin/index", "?");
        write("old/nwauth.txt", "ann:abcdefghijklm:\nacme_bob:*:\nnonsense\n");
        write("old/nwauth.add", "carl:*:\n");
    }

    private List<String> everything() throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted().toList()) {
                boolean file = Files.isRegularFile(path);
                String text = file ? Files.readString(path, StandardCharsets.ISO_8859_1) : "";
                all.add(
                        path
                                + " "
                                + Files.getLastModifiedTime(path).toMillis() * (file ? 1 : 0)
                                + " "
                                + text);
            }
        }
        return all;
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    private Import.Outcome run(String command) throws InterruptedException {
        person = new ScriptedAsker();
        return runWith(command);
    }

    private Import.Outcome runWith(String command) throws InterruptedException {
        SetupOptions options = SetupOptions.parse(List.of(command.split(" ", -1)));
        return new Import(
                        (SetupOptions.Run) options,
                        target,
                        new SiteFacts(target).host(),
                        root,
                        new FakeSystemUsers(),
                        person,
                        RandomGenerator.of("L64X128MixRandom"))
                .run();
    }
}
