package dmail.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.Channel;
import dmail.common.cli.CannotStart;
import dmail.common.cli.Running;
import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.testing.DialogueScript;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole server on a free port, with users alice and acme_fred, both with one message. */
@Timeout(60)
class PopServerTest {
    /** Of the word secret. */
    private static final String HASH =
            "{SCRAM-SHA-256}4096,MDEyMzQ1Njc4OWFiY2RlZg==,bpSY5Ze9NUH+I35LC3gVq+DpBfK46iXBxvhAKqVu9pE=,VpYlBuxyzeCI1KnctrefdljpB1mk3Gp7sBI/t11+NkQ=";

    private static final String MAIL =
            "From bob@b.example Sat Nov 21 12:00:00 2026\nSubject: hello\n\n%s\n\n";

    @TempDir private Path folder;
    private final MemoryLog log = new MemoryLog();
    private PopServer server;

    @BeforeEach
    void start() throws IOException, CannotStart {
        for (String name : List.of("work", "in", "acme")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.writeString(
                folder.resolve("work/nwauth.txt"), "alice:" + HASH + "\nacme_fred:" + HASH + "\n");
        Files.writeString(folder.resolve("in/alice"), MAIL.formatted("for alice"));
        Files.writeString(folder.resolve("acme/acme_fred"), MAIL.formatted("for fred"));
        server = PopServer.start(configuration(""), log, FakeClock.atNoon());
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Configuration configuration(String more) throws IOException {
        Path file = folder.resolve("dmail.conf");
        Files.writeString(
                file,
                """
                host_domain test.example
                sysadmin alice@test.example
                drop_path in
                work_path work
                vdomain acme /acme acme.example acme
                listen here on 127.0.0.1:0
                listen here protocol pop
                """
                        + more);
        return Configuration.read(file, Server.DPOP).configuration();
    }

    private InetSocketAddress place() {
        String ready = server.ready().toString();
        int port = Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1));
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private void play(String script) throws IOException {
        DialogueScript.of("script", script).playOver(place());
    }

    @Test
    void eachLoginCollectsItsOwnMail() throws IOException {
        for (String user : List.of("alice", "fred/acme")) {
            play(
                    """
                    S: \\+OK test\\.example DPOP POP3 Server v.* ready
                    C: USER %s
                    S: \\+OK .*
                    C: PASS secret
                    S: \\+OK 1 messages .*
                    C: RETR 1
                    S: \\+OK .*
                    S: Subject: hello
                    S:\s
                    S: for %s
                    S: \\.
                    C: QUIT
                    S: \\+OK .*
                    """
                            .formatted(user, user.substring(0, user.length() > 5 ? 4 : 5)));
        }
    }

    @Test
    void aNameOfTheDataBaseOpensNoVirtualDomain() throws IOException {
        play(
                """
                S: \\+OK .*
                C: USER acme_fred
                S: \\+OK .*
                C: PASS secret
                S: -ERR \\[AUTH\\] .*
                C: QUIT
                S: \\+OK .*
                """);
    }

    @Test
    void aMailboxIsFreeAgainWhenItsClientIsGone() throws IOException, InterruptedException {
        String login = "USER alice\r\nPASS secret\r\n";
        try (Socket first = connect()) {
            BufferedReader replies = send(first, login + "DELE 1\r\n");
            assertTrue(last(replies, 4).startsWith("+OK"));
            play(
                    """
                    S: \\+OK .*
                    C: USER alice
                    S: \\+OK .*
                    C: PASS secret
                    S: -ERR \\[IN-USE\\] .*
                    C: QUIT
                    S: \\+OK .*
                    """);
            // A reset, not an orderly end.
            first.setSoLinger(true, 0);
        }
        log.await("connection lost");
        play(
                """
                S: \\+OK .*
                C: USER alice
                S: \\+OK .*
                C: PASS secret
                S: \\+OK 1 messages .*
                C: QUIT
                S: \\+OK .*
                """);
    }

    private Socket connect() throws IOException {
        return new Socket(place().getAddress(), place().getPort());
    }

    private static BufferedReader send(Socket socket, String commands) throws IOException {
        socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    private static String last(BufferedReader replies, int lines) throws IOException {
        String line = "";
        for (int i = 0; i < lines; i++) {
            line = String.valueOf(replies.readLine());
        }
        return line;
    }

    @Test
    void showsWhoIsConnected() throws IOException {
        try (Socket socket = connect()) {
            last(send(socket, "USER fred/acme\r\nPASS secret\r\n"), 3);

            List<Channel> channels = server.channels();

            assertEquals(1, channels.size());
            assertEquals("acme_fred", channels.getFirst().user());
            assertEquals("TRANSACTION", channels.getFirst().state());
            assertEquals(1L, status().get("logins"));
            assertEquals(1, status().get("open_mailboxes"));
        }
    }

    private Map<String, Object> status() {
        return server.status().stream().collect(Collectors.toMap(i -> i.name(), i -> i.value()));
    }

    @Test
    void reloadsUnderOpenSessions() throws IOException {
        try (Socket socket = connect()) {
            BufferedReader replies = send(socket, "USER alice\r\nPASS secret\r\n");
            last(replies, 3);
            Files.writeString(folder.resolve("others"), "carol:" + HASH + "\n");

            Running.Reload done = server.reload(configuration("users_file others\n"));

            assertInstanceOf(Running.Reload.Done.class, done);
            send(socket, "STAT\r\n");
            assertTrue(replies.readLine().startsWith("+OK 1 "));
        }
        play(
                """
                S: \\+OK .*
                C: USER carol
                S: \\+OK .*
                C: PASS secret
                S: \\+OK 0 messages .*
                C: QUIT
                S: \\+OK .*
                """);
    }

    @Test
    void turnsAwayWhomItHasNoRoomFor() throws IOException {
        server.reload(configuration("max_sessions 1\n"));
        try (Socket first = connect()) {
            last(send(first, ""), 1);
            play("S: -ERR \\[SYS/TEMP\\] too many connections, try later\n");
        }
    }

    @Test
    void endsWithSessionsOpen() throws IOException {
        try (Socket socket = connect()) {
            BufferedReader replies = send(socket, "USER alice\r\nPASS secret\r\nDELE 1\r\n");
            last(replies, 4);

            server.stop();

            assertEquals(-1, replies.read());
        }
        assertTrue(Files.readString(folder.resolve("in/alice")).contains("for alice"));
    }

    @Test
    void saysWhichPlaceIsTaken() throws IOException {
        Configuration same =
                configuration(
                        "listen there on 127.0.0.1:"
                                + place().getPort()
                                + "\nlisten there protocol pop\n");

        CannotStart refusal =
                assertThrows(
                        CannotStart.class, () -> PopServer.start(same, log, FakeClock.atNoon()));

        assertTrue(
                String.valueOf(refusal.getMessage())
                        .contains("can't listen at 127.0.0.1:" + place().getPort()));
    }
}
