package dmail.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.Channel;
import dmail.common.config.Configuration;
import dmail.common.server.CannotStart;
import dmail.common.server.Running;
import dmail.common.testing.FakeClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole server on a free port, with users alice and acme_fred, both with one message. */
@Timeout(60)
class PopServerTest {
    @TempDir private Path folder;
    private TestServer server;

    @BeforeEach
    void start() throws IOException, CannotStart {
        server = new TestServer(folder, "");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void eachLoginCollectsItsOwnMail() throws IOException {
        for (String user : List.of("alice", "fred/acme")) {
            server.play(
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
        server.play(
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
        try (Socket first = server.connect()) {
            BufferedReader replies = TestServer.send(first, login + "DELE 1\r\n");
            assertTrue(TestServer.last(replies, 4).startsWith("+OK"));
            server.play(
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
        server.log().await("connection lost");
        server.play(
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

    @Test
    void showsWhoIsConnected() throws IOException {
        try (Socket socket = server.connect()) {
            TestServer.last(TestServer.send(socket, "USER fred/acme\r\nPASS secret\r\n"), 3);

            List<Channel> channels = server.server().channels();

            assertEquals(1, channels.size());
            assertEquals("acme_fred", channels.getFirst().user());
            assertEquals("TRANSACTION", channels.getFirst().state());
            assertEquals(1L, server.status().get("logins"));
            assertEquals(1, server.status().get("open_mailboxes"));
        }
    }

    @Test
    void reloadsUnderOpenSessions() throws IOException {
        try (Socket socket = server.connect()) {
            BufferedReader replies = TestServer.send(socket, "USER alice\r\nPASS secret\r\n");
            TestServer.last(replies, 3);
            Files.writeString(folder.resolve("others"), "carol:" + TestServer.HASH + "\n");

            Running.Reload done = server.reload("users_file others\n");

            assertInstanceOf(Running.Reload.Done.class, done);
            TestServer.send(socket, "STAT\r\n");
            assertTrue(replies.readLine().startsWith("+OK 1 "));
        }
        server.play(
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
        server.reload("max_sessions 1\n");
        try (Socket first = server.connect()) {
            TestServer.last(TestServer.send(first, ""), 1);
            server.play("S: -ERR \\[SYS/TEMP\\] too many connections, try later\n");
        }
    }

    @Test
    void endsWithSessionsOpen() throws IOException {
        try (Socket socket = server.connect()) {
            BufferedReader replies =
                    TestServer.send(socket, "USER alice\r\nPASS secret\r\nDELE 1\r\n");
            TestServer.last(replies, 4);

            server.server().stop();

            assertEquals(-1, replies.read());
        }
        assertTrue(Files.readString(folder.resolve("in/alice")).contains("for alice"));
    }

    @Test
    void saysWhichPlaceIsTaken() throws IOException {
        Configuration same =
                server.configuration(
                        "listen there on 127.0.0.1:"
                                + server.address().getPort()
                                + "\nlisten there protocol pop\n");

        CannotStart refusal =
                assertThrows(
                        CannotStart.class,
                        () ->
                                PopServer.start(
                                        same,
                                        server.log(),
                                        TestServer.program(FakeClock.atNoon())));

        assertTrue(
                String.valueOf(refusal.getMessage())
                        .contains("can't listen at 127.0.0.1:" + server.address().getPort()));
    }
}
