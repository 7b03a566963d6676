package dmail.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.AdminReply;
import dmail.common.admin.command.DpopCommand;
import dmail.common.cli.ExitStatus;
import dmail.common.server.CannotStart;
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

/** An administrator ends sessions. */
@Timeout(60)
class KickTest {
    private static final String LOGIN = "USER alice\r\nPASS secret\r\n";

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

    private AdminReply kick(String user) {
        return server.server().carryOut(DpopCommand.KICK, List.of(user));
    }

    @Test
    void theSessionIsToldAndDeletesNothing() throws Exception {
        try (Socket socket = server.connect()) {
            BufferedReader replies = TestServer.send(socket, LOGIN + "DELE 1\r\n");
            TestServer.last(replies, 4);

            AdminReply reply = kick("ALICE");

            assertEquals(ExitStatus.OK, reply.status());
            assertEquals("1 session of ALICE ended, nothing deleted\n", reply.text());
            assertEquals("{\"user\":\"ALICE\",\"ended\":1}", reply.json());
            assertEquals(
                    "-ERR [SYS/TEMP] the administrator has ended your session, nothing is deleted",
                    replies.readLine());
            assertEquals(-1, replies.read());
        }
        assertTrue(Files.readString(server.path("in/alice")).contains("for alice"));
        assertEquals(0, server.status().get("open_mailboxes"));
        server.log().await("ended by the administrator");
    }

    /** What the client sent before it saw the end is not carried out any more. */
    @Test
    void aQuitBehindItDeletesNothing() throws IOException {
        try (Socket socket = server.connect()) {
            BufferedReader replies = TestServer.send(socket, LOGIN + "DELE 1\r\n");
            TestServer.last(replies, 4);
            kick("alice");
            TestServer.send(socket, "QUIT\r\n");
        } catch (IOException cutAlready) {
            assertEquals(0, server.status().get("open_mailboxes"), "a cut session is over");
        }
        assertTrue(Files.readString(server.path("in/alice")).contains("for alice"));
    }

    @Test
    void othersGoOn() throws IOException {
        try (Socket socket = server.connect();
                Socket other = server.connect()) {
            TestServer.last(TestServer.send(socket, LOGIN), 3);
            BufferedReader replies = TestServer.send(other, "USER fred/acme\r\nPASS secret\r\n");
            TestServer.last(replies, 3);

            kick("alice");

            TestServer.send(other, "STAT\r\n");
            assertTrue(replies.readLine().startsWith("+OK 1 "));
        }
    }

    @Test
    void whoIsNotThereCanNotBeKicked() {
        AdminReply reply = kick("alice");

        assertEquals(ExitStatus.NO_USER, reply.status());
        assertEquals("alice has no session\n", reply.text());
    }
}
