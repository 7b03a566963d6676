package dmail.it;

import static dmail.it.Attackers.ask;
import static dmail.it.Attackers.say;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import dmail.suite.Suite;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A closed connection holds no descriptor, however it was used and however it ended. */
@Timeout(120)
final class DescriptorsIT {
    private static final int SESSIONS = 1_000;

    /** What a server opens for other reasons meanwhile. */
    private static final long SOME = 10;

    @TempDir private Path folder;
    private Suite suite;

    @BeforeEach
    void start() throws Exception {
        Needs.programs("openssl");
        String both = folder.resolve("both.pem").toString();
        Ran.of(List.of("sh", "-c", Attackers.CERTIFICATE, both)).succeeded();
        Site site = Site.in(folder).line("tls_certificate " + both).user("alice", "secret").write();
        suite = Suite.start(site);
    }

    @AfterEach
    void stop() throws Exception {
        suite.close();
    }

    @Test
    void ofTheSmtpServer() throws Exception {
        leavesNothing(suite.dsmtp(), suite.smtp(), "", "220 ", "EHLO x\r\nSTARTTLS\r\n", "\n220 ");
    }

    @Test
    void ofThePopServer() throws Exception {
        leavesNothing(suite.dpop(), suite.pop(), "", "+OK", "CAPA\r\nSTLS\r\n", ".\r\n+OK");
    }

    private static void leavesNothing(
            ServerProcess server,
            InetSocketAddress address,
            String first,
            String greeting,
            String upgrade,
            String go)
            throws Exception {
        leavesNothing(server, address, "plain", socket -> ask(socket, first, greeting));
        leavesNothing(
                server,
                address,
                "half open",
                socket -> {
                    ask(socket, first, greeting);
                    ask(socket, upgrade, go);
                    say(socket, "\u0016\u0003\u0001\u0002");
                });
        leavesNothing(
                server,
                address,
                "junk",
                socket -> {
                    ask(socket, first, greeting);
                    ask(socket, upgrade, go);
                    say(socket, "no handshake at all\r\n");
                });
        leavesNothing(
                server,
                address,
                "encrypted",
                socket -> {
                    ask(socket, first, greeting);
                    ask(socket, upgrade, go);
                    Attackers.encrypt(socket)
                            .getOutputStream()
                            .write("NOOP\r\n".getBytes(StandardCharsets.US_ASCII));
                });
    }

    private static void leavesNothing(
            ServerProcess server, InetSocketAddress address, String kind, Attackers.Attack session)
            throws Exception {
        long before = descriptors(server);
        for (int round = 0; round < 10; round++) {
            try (Attackers clients = new Attackers(address, Attackers.Origin.ONE, session)) {
                clients.come(SESSIONS / 10);
                assertTrue(clients.through() > SESSIONS / 20, kind + ": " + clients.through());
            }
        }
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (descriptors(server) > before + SOME && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        long left = descriptors(server) - before;
        assertTrue(left <= SOME, kind + ": " + left + " descriptors are left");
    }

    private static long descriptors(ServerProcess server) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
            return open.count();
        }
    }
}
