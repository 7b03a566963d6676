package dmail.tell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.AdminReply;
import dmail.common.admin.AdminRequestHandler;
import dmail.common.admin.AdminServer;
import dmail.common.admin.CommandTable;
import dmail.common.authent.password.Password;
import dmail.common.cli.ExitStatus;
import dmail.common.config.Server;
import dmail.common.server.Environment;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
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
    void bi12_saysTheRightOrderOfWords() {
        assertEquals(64, run("binding", "one", "suspend", "30", "-i", configuration()));
        assertEquals(
                "tellsmtp: no command is named binding one; perhaps: binding suspend one 30;"
                        + " tellsmtp help lists the commands\n",
                err());
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
        Tell tellpop = tell("tellpop");

        assertEquals(69, tellpop.run(List.of("-i", configuration(), "status")));
        assertTrue(err().startsWith("tellpop: dpop is not running: "), err());
    }

    @Test
    void needsAConfigurationThatLeadsToAServer() {
        String missing = folder.resolve("none.conf").toString();

        assertEquals(78, run("status", "-i", missing));
        assertTrue(err().startsWith(missing), err());
        assertTrue(
                err().endsWith("tellsmtp: can't find the server, the configuration has errors\n"),
                err());
    }

    @Test
    void dmN4_saysThatNobodyAnswersOnAnotherPort() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }

        assertEquals(69, run("-n", "127.0.0.1", "-p", "" + port, "status"));
        assertTrue(err().startsWith("tellsmtp: no answer from 127.0.0.1:" + port + ": "), err());
    }

    @Test
    void refusesAPortThatIsNone() {
        assertEquals(64, run("-p", "65536", "status"));
        assertEquals("tellsmtp: -p: 65536 is no port; tellsmtp help lists the commands\n", err());
    }

    @Test
    void setsThePasswordForControlOverTheNetwork() throws IOException {
        assertEquals(0, run("set", "password", "-i", configuration()));

        Path file = folder.resolve("work/tellpass.dat");
        assertEquals(
                file + " is written; clients of manager_ip_address may use the password now\n",
                out());
        assertTrue(Files.readString(file).startsWith("{SCRAM-SHA-256}"));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void refusesCommandsThatNobodyKnows() {
        assertEquals(64, run("frobnicate"));
        assertEquals(
                "tellsmtp: no command is named frobnicate; tellsmtp help lists the commands\n",
                err());
    }

    @Test
    void namesTheCommandsThatBeginWithTheFirstWord() {
        assertEquals(64, run("trace", "smpt", "list"));
        assertEquals(
                "tellsmtp: no command is named trace smpt; there are trace_smtp_add,"
                        + " trace_smtp_list, trace_smtp_remove; tellsmtp help lists the commands\n",
                err());
    }

    @Test
    void refusesAnEmptyCommandLine() {
        assertEquals(64, run());
        assertEquals("tellsmtp: no command is given; tellsmtp help lists the commands\n", err());
    }

    @Test
    void sendsTheLinesOfAScript() throws Exception {
        Path script = folder.resolve("mail.msc");
        Files.writeString(script, "EHLO x\nDATA\nSubject: y\n\n.\nquit\nnever\n");
        List<String> heard;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> serving =
                    CompletableFuture.supplyAsync(() ->
                            play(server, "220 a", "250-b\r\n250 c", "354 d", "550 e", "221 f"));

            assertEquals(65, run("-p", "" + server.getLocalPort(), script.toString()), this::err);
            heard = serving.get();
        }
        assertEquals(List.of("EHLO x", "DATA", "Subject: y", "", ".", "quit"), heard);
        assertEquals(
                "220 a\nEHLO x\n250-b\n250 c\nDATA\n354 d\nSubject: y\n\n.\n550 e\nquit\n221 f\n",
                out());
    }

    /** 192.0.2.99, of a network for documentation, is no address of this machine. */
    @Test
    void dmN4_aScriptGoesToAListenerWhoseAddressThisMachineHas() throws Exception {
        Path script = folder.resolve("mail.msc");
        Files.writeString(script, "quit\n");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.1.1"))) {
            CompletableFuture<List<String>> serving =
                    CompletableFuture.supplyAsync(() -> play(server, "220 a", "221 b"));
            String lines =
                    """
                    listen absent on 192.0.2.99:25
                    listen absent protocol smtp
                    listen here on 127.0.1.1:%d
                    listen here protocol smtp
                    """
                            .formatted(server.getLocalPort());
            String file = configuration();
            Files.writeString(Path.of(file), lines, StandardOpenOption.APPEND);

            assertEquals(0, run(script.toString(), "-i", file), this::err);
            assertEquals(List.of("quit"), serving.get());
        }
    }

    /** Says each reply in its turn; those after 354 wait for the dot. */
    private static List<String> play(ServerSocket server, String... replies) {
        List<String> heard = new ArrayList<>();
        try (Socket client = server.accept()) {
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    client.getInputStream(), StandardCharsets.US_ASCII));
            for (int i = 0; i < replies.length; i++) {
                client.getOutputStream()
                        .write((replies[i] + "\r\n").getBytes(StandardCharsets.US_ASCII));
                boolean message = replies[i].startsWith("354");
                while (i + 1 < replies.length) {
                    heard.add(String.valueOf(in.readLine()));
                    if (!message || heard.getLast().equals(".")) {
                        break;
                    }
                }
            }
            return heard;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aScriptThatIsNotThere() {
        assertEquals(66, run("search.msc", "-i", configuration()));
        assertEquals("tellsmtp: search.msc can't be read\n", err());
    }

    @Test
    void explainsItselfWithoutAServer() {
        assertEquals(0, run("help"));
        assertTrue(
                out().startsWith("usage: tellsmtp [-i file] [-n host] [-p port] [-j] command"),
                out());
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

    /** Runs the program beside a server with this handler. */
    private int ask(AdminRequestHandler handler, String... arguments) throws IOException {
        Path socket = folder.resolve("work/dsmtp.sock");
        try (AdminServer _ = AdminServer.open(socket, handler, new MemoryLog())) {
            List<String> all = new ArrayList<>(List.of(arguments));
            all.addAll(List.of("-i", configuration()));
            return run(all.toArray(String[]::new));
        }
    }

    private int run(String... arguments) {
        return tell("tellsmtp").run(List.of(arguments));
    }

    private Tell tell(String name) {
        Secrets secrets = _ -> new Password("secret".getBytes(StandardCharsets.UTF_8));
        return new Tell(
                ControlProgram.named(name), environment(), secrets, () -> new SplittableRandom(1));
    }

    private Environment environment() {
        return new Environment(
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
