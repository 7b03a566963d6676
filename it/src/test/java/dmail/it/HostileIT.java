package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.PopClient;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import dmail.suite.Suite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that want to do harm: others are served, and the servers stay within their memory. Longer
 * with {@code -Ddmail.hostile.connections=2000 -Ddmail.hostile.logins=100000
 * -Ddmail.hostile.visits=300}; it takes some more files than connections to be allowed ({@code
 * ulimit -n}), here and for each server.
 */
@Timeout(900)
class HostileIT {
    private static final int CONNECTIONS = Proof.rounds("dmail.hostile.connections", 300);
    private static final int LOGINS = Proof.rounds("dmail.hostile.logins", 2_000);
    private static final int VISITS = Proof.rounds("dmail.hostile.visits", 20);

    /** On one connection; each takes two seconds. */
    private static final int WRONG_PASSWORDS = 3;

    private static final int ENDLESS = 32 << 20;
    private static final long MOST_MEMORY_KB = 256 << 10;
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir private Path folder;
    private Suite suite;
    private int number;

    @BeforeEach
    void starts() throws Exception {
        Site site = Site.in(folder).user("ann", "secret").user("bob", "secret").write();
        suite = Suite.start(site);
        healthy("cold");
        healthy("quiet");
    }

    @AfterEach
    void ends() throws Exception {
        healthy("afterwards");
        for (ServerProcess server : List.of(suite.dsmtp(), suite.dpop())) {
            long memory = memory(server);
            Proof.say(memory / 1024 + " MiB resident at most");
            assertTrue(memory < MOST_MEMORY_KB, () -> memory + " KB resident");
        }
        assertTrue(suite.stop());
    }

    /** Mail goes in and out again, soon. */
    private void healthy(String when) throws Exception {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < VISITS; i++) {
            long begun = System.nanoTime();
            number++;
            String id = "healthy-" + number;
            assertEquals(250, Post.send(suite.smtp(), id, "bob@test.example").code());
            try (PopClient pop = PopClient.login(suite.pop(), "bob", "secret")) {
                pop.count();
                pop.quit();
            }
            times.add((System.nanoTime() - begun) / 1_000_000);
        }
        times.sort(Long::compare);
        Proof.say(
                "%s: median %d ms, p99 %d ms, longest %d ms"
                        .formatted(
                                when,
                                times.get(VISITS / 2),
                                times.get(VISITS * 99 / 100),
                                times.getLast()));
        assertTrue(times.getLast() < SOON.toMillis(), () -> "a healthy client waited: " + times);
    }

    private static long memory(ServerProcess server) throws IOException {
        return Files.readAllLines(Path.of("/proc", server.pid() + "", "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private List<InetSocketAddress> servers() throws Exception {
        return List.of(suite.smtp(), suite.pop());
    }

    private static Socket connect(InetSocketAddress server) throws IOException {
        Socket socket = new Socket(server.getAddress(), server.getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    @Test
    void clientsThatNeverEndTheirLine() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                for (InetSocketAddress server : servers()) {
                    Socket socket = connect(server);
                    slow.add(socket);
                    write(socket, "N");
                }
            }
            for (Socket socket : slow) {
                write(socket, "O");
            }
            healthy(slow.size() + " slow clients");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void linesWithoutAnEnd() throws Exception {
        byte[] block = new byte[1 << 16];
        Arrays.fill(block, (byte) 'a');
        for (InetSocketAddress server : servers()) {
            try (Socket socket = connect(server)) {
                for (int sent = 0; sent < ENDLESS; sent += block.length) {
                    socket.getOutputStream().write(block);
                }
                healthy("in an endless line");
                write(socket, "\r\nQUIT\r\n");
                BufferedReader replies = lines(socket);
                replies.readLine();
                String reply = replies.readLine();
                assertTrue(reply.startsWith("500 ") || reply.startsWith("-ERR "), reply);
                reply = replies.readLine();
                assertTrue(reply.startsWith("221 ") || reply.startsWith("+OK "), reply);
            }
        }
    }

    /** The greeting comes first whatever was sent before it. */
    @Test
    void commandsBeforeTheGreeting() throws Exception {
        for (InetSocketAddress server : servers()) {
            try (Socket socket = connect(server)) {
                write(socket, "NOOP\r\nQUIT\r\n");
                List<String> replies = lines(socket).lines().toList();
                assertTrue(
                        replies.getFirst().startsWith("220 ")
                                || replies.getFirst().startsWith("+OK "),
                        replies::toString);
                assertTrue(replies.size() == 3 || replies.size() == 1, replies::toString);
            }
        }
    }

    /** Replies that nobody reads fill no memory: the server waits, or hangs up. */
    @Test
    void commandsByTheMillionWhoseRepliesNobodyReads() throws Exception {
        byte[] block =
                "NOOP\r\nRSET\r\nHELP\r\nXYZZY\r\n"
                        .repeat(2_000)
                        .getBytes(StandardCharsets.US_ASCII);
        List<Socket> deaf = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> sending = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                for (InetSocketAddress server : servers()) {
                    Socket socket = connect(server);
                    deaf.add(socket);
                    sending.add(threads.submit(() -> flood(socket, block)));
                }
            }
            healthy("beside deaf clients");
            for (Socket socket : deaf) {
                socket.close();
            }
            for (Future<?> one : sending) {
                one.get();
            }
        }
    }

    private static void flood(Socket socket, byte[] block) {
        try {
            for (int i = 0; i < 1_000; i++) {
                socket.getOutputStream().write(block);
            }
        } catch (IOException hungUp) {
            assert socket.isClosed() || hungUp.getMessage() != null;
        }
    }

    @Test
    void wrongPasswordsByTheThousand() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger tries = new AtomicInteger();
        InetSocketAddress server = suite.pop();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> guessing = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                guessing.add(threads.submit(() -> guess(server, tries, refused)));
            }
            healthy("while passwords are guessed");
            for (Future<?> one : guessing) {
                one.get();
            }
        }
        Proof.say(refused + " wrong passwords");
        assertTrue(refused.get() >= LOGINS);
        long begun = System.nanoTime();
        try (PopClient pop = PopClient.login(server, "ann", "secret")) {
            pop.quit();
        }
        long took = (System.nanoTime() - begun) / 1_000_000;
        Proof.say("the right password got in after " + took + " ms");
        assertTrue(took < SOON.toMillis());
    }

    private static @Nullable Void guess(
            InetSocketAddress server, AtomicInteger tries, AtomicInteger refused)
            throws IOException {
        while (tries.getAndAdd(WRONG_PASSWORDS) < LOGINS) {
            try (PopClient pop = PopClient.connect(server)) {
                for (int i = 0; i < WRONG_PASSWORDS; i++) {
                    String user = i == 0 ? "ann" : "nobody" + tries;
                    assertTrue(pop.command("USER " + user).startsWith("+OK"));
                    String reply = pop.command("PASS wrong");
                    assertTrue(reply.startsWith("-ERR [AUTH] "), reply);
                    refused.incrementAndGet();
                }
            }
        }
        return null;
    }
}
