package dmail.tell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.AdminDesk;
import dmail.common.admin.AdminReply;
import dmail.common.admin.AdminServer;
import dmail.common.admin.CommandTable;
import dmail.common.cli.Surroundings;
import dmail.common.config.Server;
import dmail.common.exit.ExitStatus;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TellTest {
    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void configure() throws IOException {
        Files.createDirectory(folder.resolve("work"));
        Files.writeString(
                folder.resolve("dmail.conf"),
                "host_domain test.example\ndrop_path .\nwork_path work\n");
    }

    @Test
    void printsTheReplyForPeople() throws IOException {
        assertEquals(0, ask(TellTest::echo, "log", "level", "debug"));
        assertEquals("[log, level, debug]\n", out());
    }

    @Test
    void printsTheReplyForPrograms() throws IOException {
        assertEquals(0, ask(TellTest::echo, "-j", "status"));
        assertEquals("{\"message\":\"[status]\"}\n", out());
    }

    @Test
    void takesOptionsBehindTheCommandAsWell() throws IOException {
        assertEquals(0, ask(TellTest::echo, "address", "-j", "a@b.example"));
        assertEquals("{\"message\":\"[address, a@b.example]\"}\n", out());
    }

    @Test
    void showsAnAnswerOfNoSuchUserAsAResult() throws IOException {
        int status = ask(_ -> AdminReply.refused(ExitStatus.NO_USER, "domain: x"), "login", "x");

        assertEquals(67, status);
        assertEquals("domain: x\n", out());
    }

    @Test
    void complainsInItsOwnNameWhenTheServerRefuses() throws IOException {
        int status = ask(_ -> AdminReply.refused(ExitStatus.USAGE, "usage: login <name>"), "login");

        assertEquals(64, status);
        assertEquals("tellsmtp: usage: login <name>\n", err());
        assertEquals("", out());
    }

    @Test
    void saysThatNoServerRuns() {
        assertEquals(69, run("status", "-i", configuration()));
        assertEquals(
                "tellsmtp: dsmtp is not running: nothing listens on "
                        + folder.resolve("work/dsmtp.sock")
                        + "\n",
                err());
    }

    @Test
    void saysThatTheServerIsGoneWhenOnlyItsSocketIsLeft() throws IOException {
        Files.createFile(folder.resolve("work/dsmtp.sock"));

        assertEquals(69, run("status", "-i", configuration()));
        assertTrue(err().startsWith("tellsmtp: dsmtp is not running: "), err());
    }

    @Test
    void asksTheServerThatItsNameSays() {
        Tell tellpop = new Tell(ControlProgram.named("tellpop"), surroundings());

        assertEquals(69, tellpop.run(List.of("-i", configuration(), "status")));
        assertTrue(err().startsWith("tellpop: dpop is not running: "), err());
    }

    @Test
    void needsAConfigurationThatLeadsToAServer() {
        String missing = folder.resolve("none.conf").toString();

        assertEquals(78, run("status", "-i", missing));
        assertTrue(err().startsWith(missing), err());
        assertTrue(
                err().endsWith("tellsmtp: the configuration does not lead to a server\n"), err());
    }

    @Test
    void saysThatItDoesNotReachOtherHosts() {
        assertEquals(69, run("-n", "192.0.2.1", "-p", "25", "status"));
        assertEquals(
                "tellsmtp: -n and -p are for control over the network, which this version does not"
                        + " have; run tellsmtp on the server's own host, without them\n",
                err());
    }

    @Test
    void refusesCommandsThatNobodyKnows() {
        assertEquals(64, run("frobnicate"));
        assertEquals(
                "tellsmtp: no command is named frobnicate; tellsmtp help lists the commands\n",
                err());
    }

    @Test
    void refusesAnEmptyCommandLine() {
        assertEquals(64, run());
        assertEquals("tellsmtp: no command is given; tellsmtp help lists the commands\n", err());
    }

    @Test
    void refusesScripts() {
        assertEquals(64, run("search.msc"));
        assertEquals(
                "tellsmtp: script files (.msc) are not sent by this version; tellsmtp help lists"
                        + " the commands\n",
                err());
    }

    @Test
    void explainsItselfWithoutAServer() {
        assertEquals(0, run("help"));
        assertTrue(out().startsWith("usage: tellsmtp [-i file] [-j] command"), out());
        assertTrue(out().endsWith(CommandTable.help(Server.DSMTP)), out());
        assertEquals("", err());
    }

    @Test
    void tellsItsVersion() {
        assertEquals(0, run("--version"));
        assertEquals("tellsmtp 4.0.0\n", out());
    }

    private static AdminReply echo(List<String> words) {
        return AdminReply.done(words.toString());
    }

    /** Runs the program beside a server with this desk. */
    private int ask(AdminDesk desk, String... arguments) throws IOException {
        Path socket = folder.resolve("work/dsmtp.sock");
        try (AdminServer _ = AdminServer.open(socket, desk, new MemoryLog())) {
            List<String> all = new ArrayList<>(List.of(arguments));
            all.addAll(List.of("-i", configuration()));
            return run(all.toArray(String[]::new));
        }
    }

    private int run(String... arguments) {
        return new Tell(ControlProgram.named("tellsmtp"), surroundings()).run(List.of(arguments));
    }

    private Surroundings surroundings() {
        return new Surroundings(
                FileSystems.getDefault(), FakeClock.atNoon(), print(out), print(err));
    }

    private String configuration() {
        return folder.resolve("dmail.conf").toString();
    }

    private static PrintStream print(ByteArrayOutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
