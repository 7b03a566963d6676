package dmail.setup.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import dmail.setup.testing.FakePrograms;
import dmail.setup.testing.Peer;
import dmail.setup.testing.ScriptedAsker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrialTest {
    @TempDir private Path folder;
    private final ScriptedAsker person = new ScriptedAsker();
    private final FakePrograms programs = new FakePrograms();

    @Test
    void startsBothServers() throws Exception {
        Trial trial = trial(1, 2);

        assertFalse(trial.isUp());
        assertTrue(trial.start());
        assertTrue(trial.isUp());
        assertEquals("   done     start dsmtp\n   done     start dpop\n", person.heard());
    }

    @Test
    void saysWhatAServerSaidThatDoesNotAnswer() throws Exception {
        programs.mute(Server.DSMTP).missing(Server.DPOP);

        assertFalse(trial(1, 2).start());

        assertEquals(
                "   FAILED   start dsmtp, which does not answer; "
                        + folder.resolve("out")
                        + "\n      dsmtp: not started: port 25 is taken\n"
                        + "   FAILED   start dpop: no such program\n",
                person.heard());
        assertTrue(programs.pauses() > 10);
    }

    @Test
    void sendsAMessageAndTakesOnlyThatOneOut() throws Exception {
        try (Peer smtp = Peer.start("220 hello", TrialTest::smtp);
                Peer pop = Peer.start("+OK hello", line -> pop(line, "2"))) {
            assertTrue(
                    trial(smtp.port(), pop.port())
                            .passes("ann@example.com", "ann", "secret", "mark7"));

            assertTrue(smtp.heard().contains("RCPT TO:<ann@example.com>"), smtp.heard()::toString);
            assertTrue(smtp.heard().contains("X-Dmsetup-Test: mark7"), smtp.heard()::toString);
            assertTrue(pop.heard().contains("DELE 2"), pop.heard()::toString);
            assertFalse(pop.heard().contains("DELE 1"), pop.heard()::toString);
        }
        assertEquals(
                "   done     send a message to ann@example.com\n   done     collect it as ann\n",
                person.heard());
    }

    @Test
    void saysWhatTheServerAnsweredInstead() throws Exception {
        try (Peer smtp =
                Peer.start(
                        "220 hello",
                        line -> line.startsWith("RCPT") ? "550 5.1.1 No such user" : smtp(line))) {
            assertFalse(trial(smtp.port(), 1).passes("ann@example.com", "ann", "secret", "m"));
        }
        assertEquals(
                "   FAILED   send a message to ann@example.com: it said \"550 5.1.1 No such user\"\n",
                person.heard());
    }

    @Test
    void givesUpWhenTheMessageDoesNotCome() throws Exception {
        try (Peer smtp = Peer.start("220 hello", TrialTest::smtp);
                Peer pop = Peer.start("+OK hello", line -> pop(line, "none"))) {
            assertFalse(
                    trial(smtp.port(), pop.port())
                            .passes("ann@example.com", "ann", "secret", "mark7"));
        }
        assertTrue(
                person.heard().endsWith("   FAILED   collect it as ann: it has not come\n"),
                person.heard());
    }

    private static String smtp(String line) {
        return switch (line.split(" ", 2)[0]) {
            case "EHLO" -> "250-host\n250 SIZE";
            case "MAIL", "RCPT", "." -> "250 fine";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "";
        };
    }

    /** Of two messages one bears the mark. */
    private static String pop(String line, String marked) {
        return switch (line.split(" ", 2)[0]) {
            case "LIST" -> "+OK\n1 100\n2 100\n.";
            case "TOP" ->
                    line.equals("TOP " + marked + " 0")
                            ? "+OK\nX-Dmsetup-Test: mark7\n\n."
                            : "+OK\nSubject: other\n..dotted\n\n.";
            default -> "+OK";
        };
    }

    private Trial trial(int smtp, int pop) throws IOException {
        Path conf =
                Files.writeString(
                        folder.resolve("dmail.conf"),
                        "host_domain example.com\nsmtp_port " + smtp + "\npop_port " + pop + "\n");
        return new Trial(
                programs,
                new Programs.Site(conf, folder, folder.resolve("out")),
                ConfigReader.read(conf, Server.DSMTP).configuration(),
                person);
    }
}
