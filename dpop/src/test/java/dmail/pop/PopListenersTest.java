package dmail.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.listen.ListenerControl.Outcome;
import dmail.common.admin.listen.ListenerState;
import dmail.common.server.Running.Reload;
import dmail.common.testing.TestCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole server, while lines about where it listens change. {@code here} is always there. */
@Timeout(60)
final class PopListenersTest {
    private static final String USERS =
            "port users protocol pop\nport users number 0\nip 127.0.1.1 ports users\n";

    @TempDir private Path folder;

    @Test
    void sm2_sm5_anAddressHasThePortThatAReloadGivesIt() throws Exception {
        try (TestServer server = new TestServer(folder, "");
                Socket before = server.connect()) {
            BufferedReader replies = TestServer.send(before, "");
            assertTrue(replies.readLine().startsWith("+OK"));

            assertEquals(new Reload.Done(), server.reload(USERS));

            int port = state(server, "users@127.0.1.1").port();
            assertTrue(greeting("127.0.1.1", port).startsWith("+OK"));
            assertThrows(ConnectException.class, () -> greeting("127.0.1.2", port));
            BufferedReader more = TestServer.send(before, "CAPA\r\n");
            assertTrue(more.readLine().startsWith("+OK"));
        }
    }

    @Test
    void aReloadThatIsRefusedASocketChangesNothing() throws Exception {
        try (TestServer server = new TestServer(folder, "");
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.1.1"))) {
            TestCertificate made = TestCertificate.good();
            Files.writeString(folder.resolve("mail.pem"), made.pem() + made.key());
            String lines = USERS.replace("number 0", "number " + taken.getLocalPort());

            Reload.Refused refused =
                    assertInstanceOf(
                            Reload.Refused.class,
                            server.reload(lines + "tls_certificate mail.pem\n"));

            assertEquals(
                    "can't listen at 127.0.1.1:%d: Address already in use"
                            .formatted(taken.getLocalPort()),
                    refused.why());
            assertEquals(List.of("here"), names(server));
            assertEquals("none", state(server, "here").listener().encryption().toString());
            assertTrue(greeting("127.0.0.1", server.address().getPort()).startsWith("+OK"));
        }
    }

    @Test
    void mtqN7_mtq13_aListenerIsStoppedAndStarted() throws Exception {
        try (TestServer server = new TestServer(folder, USERS + "listen here enable false\n")) {
            assertEquals("stopped", state(server, "here").state().toString());

            assertEquals(new Outcome.Done(), server.server().listenerControl().start("here"));
            assertTrue(greeting("127.0.0.1", state(server, "here").port()).startsWith("+OK"));

            int port = state(server, "here").port();
            assertEquals(new Outcome.Done(), server.server().listenerControl().stop("here"));
            assertThrows(ConnectException.class, () -> greeting("127.0.0.1", port));
        }
    }

    private static List<String> names(TestServer server) {
        return server.server().listenerControl().states().stream()
                .map(each -> each.listener().name())
                .toList();
    }

    private static ListenerState state(TestServer server, String name) {
        return server.server().listenerControl().states().stream()
                .filter(each -> each.listener().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String greeting(String address, int port) throws IOException {
        try (Socket socket = new Socket(address, port)) {
            return TestServer.send(socket, "").readLine();
        }
    }
}
