package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A port changes from all addresses to single ones and back, and no client notices. */
@Timeout(60)
final class ReloadUnderLoadIT {
    private static final int CLIENTS = 20;
    private static final int ROUNDS = 3;
    private static final String ALL = "";

    @TempDir private Path folder;
    private int port;
    private int reloads;
    private Site site;
    private List<String> base;

    /** The two servers, and what clients of each hear. */
    enum Kind {
        SMTP("dsmtp", "smtp", "220 ", "221 "),
        POP("dpop", "pop", "+OK ", "+OK ");

        private final String server;
        private final String protocol;
        private final String greeting;
        private final String farewell;

        Kind(String server, String protocol, String greeting, String farewell) {
            this.server = server;
            this.protocol = protocol;
            this.greeting = greeting;
            this.farewell = farewell;
        }

        Callers.Dialogue dialogue() {
            return new Callers.Dialogue(greeting, farewell);
        }
    }

    @ParameterizedTest
    @EnumSource
    void b15_noClientIsRefusedOrCutWhileAPortChanges(Kind kind) throws Exception {
        configure(kind, List.of(ALL));
        try (ServerProcess server = start(kind)) {
            server.addresses();
            try (Callers callers = new Callers(port, kind.dialogue());
                    OpenSessions sessions = new OpenSessions(port)) {
                sessions.open("127.0.1.3");
                callers.start(CLIENTS);
                for (int round = 0; round < ROUNDS; round++) {
                    reload(server, kind, "127.0.1.1", "127.0.1.2");
                    callers.awaitMore();
                    sessions.open("127.0.1.1");
                    reload(server, kind, ALL);
                    callers.awaitMore();
                    sessions.open("127.0.1.2");
                    reload(server, kind, "127.0.1.2", "127.0.1.1", "127.0.1.4");
                    callers.awaitMore();
                    reload(server, kind, ALL);
                }
                assertEquals(List.of(), callers.end());
                assertTrue(callers.fewest() >= 3 * ROUNDS, callers::toString);
                assertEquals(List.of(), sessions.broken());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void b15_whoWaitsToBeAcceptedIsServed(Kind kind) throws Exception {
        configure(kind, List.of(ALL));
        try (ServerProcess server = start(kind)) {
            server.addresses();
            for (List<String> addresses :
                    List.of(
                            List.of("127.0.1.1", "127.0.1.2"),
                            List.of(ALL),
                            List.of("127.0.1.1"))) {
                signal(server, "STOP");
                try (Queue waiting = new Queue(port, "127.0.1.1", CLIENTS)) {
                    configure(kind, addresses);
                    signal(server, "HUP");
                    signal(server, "CONT");
                    assertEquals(CLIENTS, waiting.greeted(), server::text);
                    awaitReload(server, addresses);
                }
            }
        }
    }

    @BeforeEach
    void prepare() throws Exception {
        port = Ports.free();
        site = Site.in(folder).write();
        base = Files.readAllLines(site.conf());
    }

    /** With SIGHUP as a server usually has it: under nohup(1) this test would ignore it. */
    private ServerProcess start(Kind kind) throws IOException {
        ProcessBuilder program = site.program(kind.server);
        program.command().addAll(0, List.of("env", "--default-signal=HUP"));
        return ServerProcess.start(program);
    }

    private void reload(ServerProcess server, Kind kind, String... addresses) throws Exception {
        configure(kind, List.of(addresses));
        signal(server, "HUP");
        awaitReload(server, List.of(addresses));
    }

    /** Each reload has names of its own, so that the log tells when it is done. */
    private void awaitReload(ServerProcess server, List<String> addresses) throws Exception {
        for (String address : addresses) {
            String _ = server.await("listener open listener=" + name(address) + " ");
        }
    }

    private String name(String address) {
        return "r" + reloads + "-" + (address.isEmpty() ? "all" : address);
    }

    private void configure(Kind kind, List<String> addresses) throws IOException {
        reloads++;
        List<String> lines = new ArrayList<>(base);
        for (String address : addresses) {
            lines.add("listen " + name(address) + " on " + address + ":" + port);
            lines.add("listen " + name(address) + " protocol " + kind.protocol);
        }
        Files.write(site.conf(), lines);
    }

    private static void signal(ServerProcess server, String name) throws Exception {
        Ran _ = Ran.of(List.of("kill", "-" + name, Long.toString(server.pid()))).succeeded();
    }

    /** Clients whom the kernel has let in while the server is stopped. */
    private static final class Queue implements AutoCloseable {
        private final List<Socket> sockets = new ArrayList<>();

        private Queue(int port, String address, int clients) throws IOException {
            for (int client = 0; client < clients; client++) {
                sockets.add(Callers.connect(client, address, port));
            }
        }

        private int greeted() {
            int greeted = 0;
            for (Socket socket : sockets) {
                try {
                    greeted += socket.getInputStream().read() < 0 ? 0 : 1;
                } catch (IOException reset) {
                    // It counts as not greeted, which the test tells.
                }
            }
            return greeted;
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
