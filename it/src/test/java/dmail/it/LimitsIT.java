package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Arrivals;
import dmail.suite.ProvableMessage;
import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import dmail.suite.SmtpClient;
import dmail.suite.Suite;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine gives less than is asked of it. */
class LimitsIT {
    private static final String ANN = "ann@test.example";

    @TempDir private Path folder;

    @Test
    void runsOutOfDescriptorsWithoutSpinningAndRecovers() throws Exception {
        Needs.programs("prlimit");
        Site site = Site.in(folder).user("ann", "secret").write();
        List<Socket> crowd = new ArrayList<>();
        try (Suite suite = Suite.start(site)) {
            long pid = suite.dsmtp().pid();
            lowerDescriptors(pid, descriptors(pid) + 10);
            for (int each = 0; each < 50; each++) {
                Socket socket = new Socket();
                crowd.add(socket);
                socket.connect(suite.smtp());
            }
            assertTrue(share(suite.dsmtp(), Duration.ofSeconds(2)) < 0.5);
            for (Socket each : crowd) {
                each.close();
            }

            accepts(suite);
            Arrivals.await(site.drop("ann"), 1);
        } finally {
            for (Socket each : crowd) {
                each.close();
            }
        }
    }

    @Test
    void twoHundredLargeMessagesAtOnceFitInASmallHeap() throws Exception {
        int clients = 200;
        Site site = Site.in(folder).user("ann", "secret").write();
        ProcessBuilder small = site.program("dsmtp");
        small.environment().put("DMAIL_JAVA_OPTS", "-Xmx64m");
        byte[] body = ProvableMessage.body(10_000_000, new SplittableRandom(1));
        byte[] message = ProvableMessage.of("large", body);
        try (ServerProcess dsmtp = ServerProcess.start(small);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            InetSocketAddress address = dsmtp.addresses().first("smtp");
            List<Future<SmtpClient.Reply>> replies = new ArrayList<>();
            for (int each = 0; each < clients; each++) {
                replies.add(threads.submit(() -> Post.send(address, ANN, message)));
            }
            for (Future<SmtpClient.Reply> reply : replies) {
                assertEquals(250, reply.get().code());
            }
            awaitSize(site.drop("ann"), (long) clients * body.length * 95 / 100);
            assertFalse(dsmtp.text().contains("OutOfMemory"), dsmtp::text);
            assertEquals(0, dsmtp.stop());
        }
    }

    /** It may still be busy with those that came before. */
    private static void accepts(Suite suite) throws Exception {
        for (int each = 0; each < 100; each++) {
            try {
                assertEquals(250, Post.send(suite.smtp(), "after", ANN).code());
                return;
            } catch (IOException stillFull) {
                assertFalse(suite.dsmtp().endsWithin(Duration.ofMillis(100)));
            }
        }
        throw new AssertionError("It never recovers\n" + suite.dsmtp().text());
    }

    /** {@return the part of one processor's time that it used} */
    private static double share(ServerProcess server, Duration time) throws Exception {
        Duration before = used(server);
        assertFalse(server.endsWithin(time), server::text);
        return (double) used(server).minus(before).toNanos() / time.toNanos();
    }

    private static Duration used(ServerProcess server) {
        return ProcessHandle.of(server.pid()).orElseThrow().info().totalCpuDuration().orElseThrow();
    }

    private static long descriptors(long pid) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return open.count();
        }
    }

    private static void lowerDescriptors(long pid, long limit) throws Exception {
        Ran.of(List.of("prlimit", "--pid", "" + pid, "--nofile=%1$d:%1$d".formatted(limit)))
                .succeeded();
    }

    private static void awaitSize(Path drop, long size) throws Exception {
        Arrivals.awaitSize(drop, size, Duration.ofMinutes(3));
    }
}
