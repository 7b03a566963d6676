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
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A port changes from all addresses to single ones and back, and no client notices. */
@Timeout(60)
final class ReloadUnderLoadIT {
    private static final int CLIENTS = 20;
    private static final int ROUNDS = 2;

    @TempDir private Path folder;
    private int port;
    private Site site;
    private List<String> base;

    /** The two servers, with the tool of each and a command that changes nothing. */
    private enum Kind {
        SMTP("dsmtp", "tellsmtp", "220 ", "221 "),
        POP("dpop", "tellpop", "+OK ", "+OK ");

        private final String server;
        private final String tool;
        private final Callers.Dialogue dialogue;

        Kind(String server, String tool, String greeting, String farewell) {
            this.server = server;
            this.tool = tool;
            this.dialogue = new Callers.Dialogue(greeting, farewell);
        }

        private String protocol() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void b15_noClientIsRefusedOrCutWhileAPortChanges(Kind kind) throws Exception {
        prepare(kind);
        try (ServerProcess server = site.start(kind.server)) {
            server.addresses();
            try (Callers callers = new Callers(port, kind.dialogue);
                    OpenSessions sessions = new OpenSessions(port)) {
                sessions.open("127.0.1.3");
                callers.start(CLIENTS);
                for (int round = 0; round < ROUNDS; round++) {
                    reload(kind, "127.0.1.1", "127.0.1.2");
                    callers.awaitMore();
                    assertEquals(Set.of("in", "one127.0.1.1", "one127.0.1.2"), listeners(kind));
                    sessions.open("127.0.1.1");
                    reload(kind, "");
                    callers.awaitMore();
                    sessions.open("127.0.1.2");
                    reload(kind, "127.0.1.2", "127.0.1.1", "127.0.1.4");
                    callers.awaitMore();
                    reload(kind, "");
                }
                assertEquals(List.of(), callers.end());
                assertTrue(callers.fewest() >= 3 * ROUNDS, callers::toString);
                assertEquals(List.of(), sessions.broken());
                assertEquals(Set.of("in", "all"), listeners(kind));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void b15_whoWaitsToBeAcceptedIsServed(Kind kind) throws Exception {
        prepare(kind);
        try (ServerProcess server = site.start(kind.server)) {
            server.addresses();
            for (List<String> addresses :
                    List.of(List.of("127.0.1.1", "127.0.1.2"), List.of(""), List.of("127.0.1.1"))) {
                signal(server, "STOP");
                try (Queue waiting = new Queue(port, "127.0.1.1", CLIENTS)) {
                    configure(kind, addresses);
                    signal(server, "HUP");
                    signal(server, "CONT");
                    assertEquals(CLIENTS, waiting.greeted(), server::text);
                }
            }
        }
    }

    private void prepare(Kind kind) throws Exception {
        port = Ports.free();
        site = Site.in(folder).write();
        base = Files.readAllLines(site.conf());
        configure(kind, List.of(""));
    }

    private void reload(Kind kind, String... addresses) throws Exception {
        configure(kind, List.of(addresses));
        Ran _ = Ran.of(site.program(kind.tool, "reload"), "").succeeded();
    }

    /** The listener of the fixture counts as "in", whatever its protocol. */
    private Set<String> listeners(Kind kind) throws Exception {
        Ran list = Ran.of(site.program(kind.tool, "-j", "listen", "list"), "").succeeded();
        Set<String> names = new TreeSet<>();
        for (String name : ListenerStates.listed(list, "name").values()) {
            names.add(name.equals("out") ? "in" : name);
        }
        return names;
    }

    /** No address means all of them. */
    private void configure(Kind kind, List<String> addresses) throws IOException {
        List<String> lines = new ArrayList<>(base);
        for (String address : addresses) {
            String name = address.isEmpty() ? "all" : "one" + address;
            lines.add("listen " + name + " on " + address + ":" + port);
            lines.add("listen " + name + " protocol " + kind.protocol());
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
