package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Arrivals;
import dmail.suite.Ran;
import dmail.suite.Site;
import dmail.suite.Suite;
import dmail.suite.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of this host send mail as they always have: through a command named sendmail. */
class SubmissionIT {
    private static final String CRON =
            """
            From: "(Cron Daemon)" <root>
            To: ann
            Subject: Cron <root@host> /usr/local/bin/backup
            MIME-Version: 1.0
            Content-Type: text/plain; charset=UTF-8
            Content-Transfer-Encoding: 8bit
            Auto-Submitted: auto-generated

            backup done: 7 Dateien f\u00fcr ann
            .
            not the end
            """;

    @TempDir private Path folder;
    private Site site;

    @BeforeEach
    void configure() throws Exception {
        site = Site.in(folder).user("ann", "secret").user("bob", "secret").write();
    }

    private List<String> sendmail(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Tree.built().launcher("sendmail").toString());
        command.addAll(List.of("-C", site.conf().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private String mailOf(String user, int count) throws Exception {
        Arrivals.await(site.drop(user), count);
        return Files.readString(site.drop(user), StandardCharsets.ISO_8859_1);
    }

    @Test
    void cron() throws Exception {
        try (Suite suite = Suite.start(site)) {
            Ran.of(
                            new ProcessBuilder(
                                    sendmail("-FCronDaemon", "-i", "-B8BITMIME", "-oem", "ann")),
                            CRON)
                    .succeeded();

            String mail = mailOf("ann", 1);
            assertTrue(mail.contains("From: \"(Cron Daemon)\" <root@test.example>\n"), mail);
            assertTrue(
                    mail.contains("\nbackup done: 7 Dateien f\u00fcr ann\n.\nnot the end\n"), mail);
            assertEquals(0, suite.dsmtp().stop());
        }
    }

    @Test
    void mutt() throws Exception {
        Needs.programs("mutt");
        try (Suite suite = Suite.start(site)) {
            Path settings = folder.resolve("muttrc");
            Files.writeString(
                    settings,
                    "set sendmail=\"%s -oem -oi\"\nset from=\"bob@test.example\"\nunset record\n"
                            .formatted(String.join(" ", sendmail())));
            ProcessBuilder mutt =
                    new ProcessBuilder(
                            "mutt",
                            "-F",
                            settings.toString(),
                            "-s",
                            "from mutt",
                            "-b",
                            "bob@test.example",
                            "--",
                            "ann@test.example");
            mutt.environment().put("HOME", folder.toString());

            Ran.of(mutt, "hello\n").succeeded();

            assertTrue(mailOf("ann", 1).contains("Subject: from mutt\n"));
            assertTrue(!mailOf("bob", 1).contains("Bcc"));
            assertEquals(0, suite.dsmtp().stop());
        }
    }

    @Test
    void mail() throws Exception {
        Needs.programs("bsd-mailx");
        Path door = folder.resolve("sendmail");
        Files.writeString(
                door, "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(String.join("' '", sendmail())));
        Files.setPosixFilePermissions(door, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path settings = folder.resolve("mailrc");
        Files.writeString(settings, "set sendmail=" + door + "\n");
        ProcessBuilder mail =
                new ProcessBuilder("bsd-mailx", "-n", "-s", "from mail", "-c", "bob", "ann");
        mail.environment().put("MAILRC", settings.toString());
        try (Suite suite = Suite.start(site)) {
            Ran.of(mail, "hello\n").succeeded();

            String arrived = mailOf("ann", 1);
            assertTrue(arrived.contains("Subject: from mail\n"), arrived);
            assertTrue(arrived.contains("\nhello\n"), arrived);
            assertTrue(mailOf("bob", 1).contains("Subject: from mail\n"));
            assertEquals(0, suite.dsmtp().stop());
        }
    }

    /** As PHP's mail() and many scripts do. */
    @Test
    void aScriptThatGivesRecipientsInTheHeaderOnly() throws Exception {
        try (Suite suite = Suite.start(site)) {
            Ran.of(
                            new ProcessBuilder(sendmail("-t", "-i")),
                            """
                            To: Ann <ann@test.example>
                            Cc: bob@test.example
                            Subject: form

                            hello
                            """
                                    .replace("\n", "\r\n"))
                    .succeeded();

            assertTrue(mailOf("ann", 1).contains("Subject: form\n"));
            assertTrue(mailOf("bob", 1).contains("Message-ID: <"));
            assertEquals(0, suite.dsmtp().stop());
        }
    }

    @Test
    void mailSentWhileTheServerIsDownArrivesOnceItIsUp() throws Exception {
        try (Suite suite = Suite.start(site)) {
            assertEquals(0, suite.dsmtp().stop());
        }
        for (int number = 0; number < 5; number++) {
            Ran.of(new ProcessBuilder(sendmail("ann")), "Subject: n" + number + "\n\nx\n")
                    .succeeded();
        }
        try (Suite suite = Suite.start(site)) {
            String mail = mailOf("ann", 5);
            for (int number = 0; number < 5; number++) {
                assertTrue(mail.contains("Subject: n" + number + "\n"), mail);
            }
            assertEquals(0, suite.dsmtp().stop());
        }
    }

    @Test
    void anyUserMaySendAndNobodyElseReadsIt() throws Exception {
        Needs.root();
        Needs.programs("setpriv");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Files.setPosixFilePermissions(site.conf(), PosixFilePermissions.fromString("rw-r--r--"));
        List<String> command =
                new ArrayList<>(
                        List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        command.addAll(sendmail("-f", "someone@else.example", "ann"));
        try (Suite suite = Suite.start(site)) {
            Ran.of(new ProcessBuilder(command), "Subject: a\n\nx\n").succeeded();

            String mail = mailOf("ann", 1);
            assertTrue(mail.contains("Received: from nobody@localhost ([127.0.0.1])\n"), mail);
            assertEquals(0, suite.dsmtp().stop());
        }
        Ran.of(new ProcessBuilder(command), "Subject: b\n\nx\n").succeeded();
        Path left = folder.resolve("work/submit/new");
        Ran list =
                Ran.of(
                        List.of(
                                "setpriv",
                                "--reuid=65533",
                                "--regid=65533",
                                "--clear-groups",
                                "ls",
                                left.toString()));
        assertTrue(list.status() != 0, list::toString);
        try (Suite suite = Suite.start(site)) {
            assertTrue(mailOf("ann", 2).contains("Subject: b\n"));
            assertEquals(0, suite.dsmtp().stop());
        }
    }

    @Test
    void whoMayNotSendIsTold() throws Exception {
        try (Suite suite = Suite.start(site)) {
            Ran refused = Ran.of(new ProcessBuilder(sendmail("nobody")), "Subject: x\n\nx\n");

            assertEquals(67, refused.status());
            assertEquals(
                    "sendmail: nobody@test.example: 550 5.1.1 No such user here\n",
                    refused.complaints());
            assertEquals(0, suite.dsmtp().stop());
        }
    }
}
