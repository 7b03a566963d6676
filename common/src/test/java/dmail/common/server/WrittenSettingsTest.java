package dmail.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.AdminReply;
import dmail.common.admin.ConfigChange.Verb;
import dmail.common.cli.ExitStatus;
import dmail.common.config.DomainSettings;
import dmail.common.config.LimitSettings;
import dmail.common.io.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class WrittenSettingsTest {
    @TempDir private Path folder;
    private ConsoleFixture fixture;

    @BeforeEach
    void begin() throws IOException {
        fixture = new ConsoleFixture(folder);
    }

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void momN30_writebackKeepsCommentsAndOrder() throws IOException {
        String before =
                fixture.configure(
                        "# limits",
                        "max_rcpts 7",
                        "",
                        "# the first binding",
                        "binding one   ehlo_hostname\ta.example",
                        "binding one domain far.example ehlo_hostname b.example",
                        "#binding one weight 1",
                        "binding two ehlo_hostname c.example",
                        "ban_ip 192.0.2.1,192.0.2.2",
                        "# end");
        Files.setPosixFilePermissions(
                fixture.file("dmail.conf"), PosixFilePermissions.fromString("rw-r-----"));
        ConsoleFixture.assertDone(fixture.set("max_rcpts 8"));
        ConsoleFixture.assertDone(fixture.set("binding one ehlo_hostname z.example"));
        ConsoleFixture.assertDone(fixture.set("binding one generate_bounces false"));
        ConsoleFixture.assertDone(fixture.unset("binding two"));
        ConsoleFixture.assertDone(fixture.set("binding three ehlo_hostname d.example"));
        ConsoleFixture.assertDone(fixture.unset("ban_ip 192.0.2.1"));

        ConsoleFixture.assertDone(fixture.ask(Verb.WRITEBACK));

        assertEquals(
                before.replace("max_rcpts 7", "max_rcpts 8")
                        .replace(
                                "binding one   ehlo_hostname\ta.example",
                                "binding one ehlo_hostname z.example\n"
                                        + "binding one generate_bounces false")
                        .replace("binding two ehlo_hostname c.example\n", "")
                        .replace("ban_ip 192.0.2.1,192.0.2.2", "ban_ip 192.0.2.2")
                        .concat("binding three ehlo_hostname d.example\n"),
                fixture.text("dmail.conf"));
        assertEquals(
                "rw-r-----",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(fixture.file("dmail.conf"))));
        assertEquals(
                "z.example  (" + fixture.file("dmail.conf") + ":9)",
                fixture.ehloInForce("binding one"));
        assertTrue(
                fixture.log()
                        .contains(
                                "- settings written by=root file="
                                        + fixture.file("dmail.conf")
                                        + " count=6\n"),
                fixture.log());
        ConsoleFixture.assertDone(fixture.console().reload());
        assertEquals(8, fixture.server.configuration.get().value(LimitSettings.MAX_RCPTS));
    }

    @Test
    void bi4_whatIsWrittenBackOutlivesAReload() throws IOException {
        fixture.configure();
        ConsoleFixture.assertDone(fixture.set("binding default ehlo_hostname out.example"));
        ConsoleFixture.assertDone(fixture.ask(Verb.WRITEBACK));
        ConsoleFixture.assertDone(fixture.console().reload());

        assertEquals(
                "out.example  (" + fixture.file("dmail.conf") + ":5)",
                fixture.ehloInForce("binding default"));
        assertEquals("the file has all settings in force\n", fixture.ask(Verb.WRITEBACK).text());
    }

    @Test
    void momN30_writebackChangesTheFileThatHasTheLine() throws IOException {
        fixture.write("more.conf", "# more\nbinding one ehlo_hostname a.example\n# of it\n");
        String main = fixture.configure("#include more.conf", "max_rcpts 7");
        ConsoleFixture.assertDone(fixture.set("binding one ehlo_hostname b.example"));
        ConsoleFixture.assertDone(fixture.set("binding one generate_bounces false"));

        ConsoleFixture.assertDone(fixture.ask(Verb.WRITEBACK));

        assertEquals(main, fixture.text("dmail.conf"));
        assertEquals(
                """
                # more
                binding one ehlo_hostname b.example
                binding one generate_bounces false
                # of it
                """,
                fixture.text("more.conf"));
    }

    @Test
    void momN30_writebackEndsLinesAsTheFileDoes() throws IOException {
        fixture.write(
                "dmail.conf",
                (ConsoleFixture.needed() + "max_rcpts 7\n# caf\u00e9\nmax_errors 9")
                        .replace("\n", "\r\n"));
        fixture.open();
        ConsoleFixture.assertDone(fixture.set("max_rcpts 8"));
        ConsoleFixture.assertDone(fixture.set("local_host m\u00fcller.example"));

        ConsoleFixture.assertDone(fixture.ask(Verb.WRITEBACK));

        assertEquals(
                (ConsoleFixture.needed()
                                + "max_rcpts 8\n# caf\u00e9\nmax_errors 9\nlocal_host "
                                + fixture.console()
                                        .current
                                        .find(DomainSettings.LOCAL_HOST)
                                        .orElseThrow())
                        .replace("\n", "\r\n"),
                fixture.text("dmail.conf"));
    }

    @Test
    void momN30_writebackGoesOnBehindALineWithoutEnd() throws IOException {
        fixture.write("dmail.conf", ConsoleFixture.needed() + "max_rcpts 7");
        fixture.open();
        ConsoleFixture.assertDone(fixture.set("max_errors 9"));

        ConsoleFixture.assertDone(fixture.ask(Verb.WRITEBACK));

        assertEquals(
                ConsoleFixture.needed() + "max_rcpts 7\nmax_errors 9", fixture.text("dmail.conf"));
    }

    @Test
    void momN30_writebackLeavesOtherOctetsAsTheyAre() throws IOException {
        byte[] before =
                (ConsoleFixture.needed() + "# caf\u00e9 \n").getBytes(StandardCharsets.ISO_8859_1);
        Files.write(fixture.file("dmail.conf"), before);
        fixture.open();
        ConsoleFixture.assertDone(fixture.set("max_rcpts 8"));

        ConsoleFixture.assertDone(fixture.ask(Verb.WRITEBACK));

        assertEquals(
                new String(before, StandardCharsets.ISO_8859_1) + "max_rcpts 8\n",
                Files.readString(fixture.file("dmail.conf"), StandardCharsets.ISO_8859_1));
    }

    @Test
    void momN30_anOptionOfAListenerIsReplacedAndItsRulesAreAddedBehindIt() throws IOException {
        String before =
                fixture.configure(
                        "listen mx on 127.0.0.1:2525",
                        "listen mx protocol smtp",
                        "listen mx max_rcpt 5",
                        "listen mx deny 192.0.2.1",
                        "# ---",
                        "listen users on 127.0.0.1:2587",
                        "listen users protocol submission");
        ConsoleFixture.assertDone(fixture.set("listen MX max_rcpt 6"));
        ConsoleFixture.assertDone(fixture.set("listen mx deny 192.0.2.2"));
        ConsoleFixture.assertDone(fixture.unset("listen users"));

        ConsoleFixture.assertDone(fixture.ask(Verb.WRITEBACK));

        assertEquals(
                before.replace("max_rcpt 5", "max_rcpt 6")
                        .replace("deny 192.0.2.1", "deny 192.0.2.1\nlisten mx deny 192.0.2.2")
                        .replaceAll("listen users .*\n", ""),
                fixture.text("dmail.conf"));
    }

    @Test
    void momN30_newLinesStandAtTheEndAsTheyWereGiven() throws IOException {
        String before = fixture.configure();
        ConsoleFixture.assertDone(fixture.set("to_domain b.example generate_bounces false"));
        ConsoleFixture.assertDone(fixture.set("max_rcpts 8"));
        ConsoleFixture.assertDone(fixture.set("binding one ehlo_hostname a.example"));
        ConsoleFixture.assertDone(fixture.set("to_domain a.example generate_bounces false"));
        ConsoleFixture.assertDone(fixture.set("max_errors 9"));

        ConsoleFixture.assertDone(fixture.ask(Verb.WRITEBACK));

        assertEquals(
                before
                        + """
                        to_domain b.example generate_bounces false
                        max_rcpts 8
                        binding one ehlo_hostname a.example
                        to_domain a.example generate_bounces false
                        max_errors 9
                        """,
                fixture.text("dmail.conf"));
    }

    @Test
    void momN30_manyLinesOfAFileArePackedAndWrittenBackAllTheSame() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            lines.append("to_domain d").append(i).append(".example generate_bounces false\n");
        }
        String before = fixture.configure(lines.toString().stripTrailing());
        ConsoleFixture.assertDone(fixture.set("to_domain d7.example generate_bounces true"));
        ConsoleFixture.assertDone(fixture.unset("to_domain d8.example"));
        ConsoleFixture.assertDone(fixture.set("to_domain d9.example ehlo_hostname a.example"));

        ConsoleFixture.assertDone(fixture.ask(Verb.WRITEBACK));

        assertEquals(
                before.replace(
                                "d7.example generate_bounces false",
                                "d7.example generate_bounces true")
                        .replace("to_domain d8.example generate_bounces false\n", "")
                        .replace(
                                "to_domain d9.example generate_bounces false\n",
                                """
                                to_domain d9.example generate_bounces false
                                to_domain d9.example ehlo_hostname a.example
                                """),
                fixture.text("dmail.conf"));
    }

    @Test
    void momN30_writebackRefusesAFileThatHasChanged() throws IOException {
        fixture.configure("max_rcpts 7");
        ConsoleFixture.assertDone(fixture.set("max_rcpts 8"));
        String edited = ConsoleFixture.needed() + "# mine\nmax_rcpts 7\n";
        fixture.write("dmail.conf", edited);

        AdminReply reply = fixture.ask(Verb.WRITEBACK);

        assertEquals(ExitStatus.DATA_ERROR, reply.status());
        assertEquals(
                "config writeback: "
                        + fixture.file("dmail.conf")
                        + " has changed since it was read; these lines are to be changed by hand:\n"
                        + "# in place of line 5 of "
                        + fixture.file("dmail.conf")
                        + "\nmax_rcpts 8\n",
                reply.text());
        assertEquals(edited, fixture.text("dmail.conf"));
        assertEquals(8, fixture.console().current.value(LimitSettings.MAX_RCPTS));
    }

    @Test
    void momN30_whatMayNotBeWrittenIsShownToBeWrittenByHand() throws IOException {
        fixture.last =
                (_, path) -> {
                    throw new AccessDeniedException(path.toString());
                };
        String before = fixture.configure("max_rcpts 7");
        ConsoleFixture.assertDone(fixture.set("max_rcpts 8"));
        ConsoleFixture.assertDone(fixture.set("binding one ehlo_hostname a.example"));

        AdminReply reply = fixture.ask(Verb.WRITEBACK);

        assertEquals(ExitStatus.CANNOT_CREATE, reply.status());
        assertEquals(
                "# in place of line 5 of %1$s\nmax_rcpts 8\n# at the end of %1$s\nbinding one ehlo_hostname a.example\n"
                        .formatted(fixture.file("dmail.conf")),
                reply.text().substring(reply.text().indexOf('\n') + 1));
        assertEquals(before, fixture.text("dmail.conf"));
        assertFalse(Files.exists(fixture.file(".dmail.conf.new")));
        assertEquals(8, fixture.console().current.value(LimitSettings.MAX_RCPTS));
    }

    @Test
    void momN30_aFaultAtTheSecondFileTakesTheFirstBack() throws IOException {
        String more = "max_errors 9\n";
        fixture.write("more.conf", more);
        fixture.last =
                (synced, path) -> {
                    if (path.endsWith("more.conf")) {
                        throw new IOException("disk error");
                    }
                    DurableFiles.moveIntoPlace(synced, path);
                };
        String before = fixture.configure("#include more.conf", "max_rcpts 7");
        ConsoleFixture.assertDone(fixture.set("max_rcpts 8"));
        ConsoleFixture.assertDone(fixture.set("max_errors 10"));

        assertEquals(ExitStatus.CANNOT_CREATE, fixture.ask(Verb.WRITEBACK).status());

        assertEquals(before, fixture.text("dmail.conf"));
        assertEquals(more, fixture.text("more.conf"));
        fixture.last = DurableFiles::moveIntoPlace;
    }

    @Test
    void momN30_aLineThatWouldComeBackToLifeIsNotTakenOut() throws IOException {
        String before = fixture.configure("max_rcpts 6", "max_rcpts 7");
        ConsoleFixture.assertDone(fixture.unset("max_rcpts"));

        AdminReply reply = fixture.ask(Verb.WRITEBACK);

        assertEquals(ExitStatus.CONFIG, reply.status());
        assertEquals(before, fixture.text("dmail.conf"));
    }

    @Test
    void momN30_writebackWaitsForTheEndOfATransaction() throws IOException {
        fixture.configure();
        ConsoleFixture.assertDone(fixture.ask(Verb.BEGIN));
        ConsoleFixture.assertDone(fixture.set("max_rcpts 8"));

        assertEquals(ExitStatus.DATA_ERROR, fixture.ask(Verb.WRITEBACK).status());
    }
}
