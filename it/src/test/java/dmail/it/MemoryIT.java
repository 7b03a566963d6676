package dmail.it;

import static dmail.it.Attackers.ask;
import static dmail.it.Attackers.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.it.Attackers.Origin;
import dmail.suite.PopClient;
import dmail.suite.Ran;
import dmail.suite.Site;
import dmail.suite.SmtpClient;
import dmail.suite.Suite;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers with little memory, and clients that want three times as much of it: nothing of that ends
 * a server or keeps it from an honest client, and the memory comes back.
 */
@Timeout(180)
final class MemoryIT {
    private static final Duration LONGEST_SERVICE = Duration.ofSeconds(1);

    private static final byte[] MESSAGE =
            "Subject: x\r\n\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Three times what 48 MB can promise. */
    private static final int MANY = 2_300;

    private static final int OWNERS = 20;

    @TempDir private Path folder;
    private Site site;
    private Suite suite;

    @BeforeEach
    void start() throws Exception {
        Needs.programs("openssl");
        site =
                Site.in(folder)
                        .line("smtp_memory 48")
                        .line("pop_memory 48m")
                        .line("tls_certificate " + folder.resolve("both.pem"))
                        .line("listen smtps on 127.0.0.1:0")
                        .line("listen smtps protocol submission")
                        .line("listen smtps encryption ssl")
                        .line("listen pops on 127.0.0.1:0")
                        .line("listen pops protocol pop")
                        .line("listen pops encryption ssl")
                        .user("alice", "secret")
                        .user("bob", "secret")
                        .user("carol", "secret");
        for (int i = 0; i < OWNERS; i++) {
            site = site.user("owner" + i, "secret");
        }
        certify();
        site.write();
        suite = Suite.start(site);
        fill("bob", 1);
        fill("carol", 100_000);
        for (int i = 0; i < OWNERS; i++) {
            fill("owner" + i, 2_000);
        }
    }

    private void fill(String user, int messages) throws IOException {
        String message = "From a@b Sun Nov 29 12:00:00 2026\n\nhello\n\n";
        Files.writeString(site.drop(user), message.repeat(messages));
    }

    @AfterEach
    void stop() throws Exception {
        suite.close();
    }

    private void certify() throws IOException, InterruptedException {
        String both = folder.resolve("both.pem").toString();
        Ran.of(List.of("sh", "-c", Attackers.CERTIFICATE, both)).succeeded();
    }

    @Test
    void theSmtpServerBearsThem() throws Exception {
        InetSocketAddress in = suite.smtp();
        InetSocketAddress safe = suite.dsmtp().addresses().first("submissions");
        String mail = "EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<alice@test.example>\r\n";
        String text = ("y".repeat(76) + "\r\n").repeat(500);
        bears("idle", in, MANY, socket -> ask(socket, "", "220 "));
        bears("half a command", in, MANY, socket -> say(socket, "NOOP " + "x".repeat(1_900)));
        bears(
                "half a login",
                in,
                MANY,
                socket -> {
                    ask(socket, "EHLO x\r\nAUTH SCRAM-SHA-256\r\n", "\n334");
                    say(socket, "x".repeat(12_000));
                });
        bears(
                "data",
                in,
                MANY,
                socket -> {
                    ask(socket, mail + "DATA\r\n", "\n354");
                    say(socket, "Subject: x\r\n\r\n" + text);
                });
        bears(
                "chunks",
                in,
                MANY,
                socket -> {
                    ask(socket, mail, "\n250 2.1.5");
                    say(socket, "BDAT 1000000\r\n" + text);
                });
        bears(
                "recipients",
                in,
                60,
                socket -> ask(socket, mail + recipients(300) + "NOOP\r\n", "\n250 2.0.0 OK"));
        bears(
                "readers of nothing",
                in,
                300,
                socket -> {
                    ask(socket, "", "220 ");
                    say(socket, "EHLO x\r\n".repeat(20_000));
                });
        bears("handshakes begun", safe, MANY, socket -> say(socket, "\u0016\u0003\u0001\u0002"));
        bears("encrypted", safe, 800, socket -> Attackers.encrypt(socket).getInputStream().read());
        assertTrue(suite.stop());
    }

    @Test
    void thePopServerBearsThem() throws Exception {
        InetSocketAddress out = suite.pop();
        InetSocketAddress safe = suite.dpop().addresses().first("pops");
        bears("idle", out, MANY, socket -> ask(socket, "", "+OK"));
        bears("half a command", out, MANY, socket -> say(socket, "x".repeat(9_000)));
        bears(
                "half a login",
                out,
                MANY,
                socket -> say(socket, "AUTH PLAIN\r\n" + "x".repeat(12_000)));
        AtomicInteger next = new AtomicInteger();
        bears("one big mailbox", out, 60, socket -> readsNothing(socket, "carol"));
        bears(
                "many mailboxes",
                out,
                3 * OWNERS,
                socket -> readsNothing(socket, "owner" + next.getAndIncrement() % OWNERS));
        bears(
                "readers of nothing",
                out,
                300,
                socket -> {
                    ask(socket, "", "+OK");
                    say(socket, "CAPA\r\n".repeat(20_000));
                });
        bears("handshakes begun", safe, MANY, socket -> say(socket, "\u0016\u0003\u0001\u0002"));
        bears("encrypted", safe, 800, socket -> Attackers.encrypt(socket).getInputStream().read());
        assertTrue(suite.stop());
    }

    /** Nobody has more than anybody else, and the last one to come wants no more than they have. */
    @Test
    void theSmtpServerBearsThemThoughEachIsANetworkOfItsOwn() throws Exception {
        InetSocketAddress in = suite.smtp();
        InetSocketAddress safe = suite.dsmtp().addresses().first("submissions");
        String mail = "EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<alice@test.example>\r\n";
        String text = ("y".repeat(76) + "\r\n").repeat(500);
        bears("idle", in, MANY, Origin.EACH_ITS_OWN, socket -> ask(socket, "", "220 "));
        bears(
                "data",
                in,
                MANY,
                Origin.EACH_ITS_OWN,
                socket -> {
                    ask(socket, mail + "DATA\r\n", "\n354");
                    say(socket, "Subject: x\r\n\r\n" + text);
                });
        bears(
                "encrypted",
                safe,
                800,
                Origin.EACH_ITS_OWN,
                socket -> Attackers.encrypt(socket).getInputStream().read());
        assertTrue(suite.stop());
    }

    @Test
    void thePopServerBearsThemThoughEachIsANetworkOfItsOwn() throws Exception {
        InetSocketAddress out = suite.pop();
        InetSocketAddress safe = suite.dpop().addresses().first("pops");
        bears("idle", out, MANY, Origin.EACH_ITS_OWN, socket -> ask(socket, "", "+OK"));
        bears(
                "half a command",
                out,
                MANY,
                Origin.EACH_ITS_OWN,
                socket -> {
                    ask(socket, "", "+OK");
                    say(socket, "x".repeat(9_000));
                });
        bears(
                "encrypted",
                safe,
                800,
                Origin.EACH_ITS_OWN,
                socket -> Attackers.encrypt(socket).getInputStream().read());
        assertTrue(suite.stop());
    }

    private static void readsNothing(Socket socket, String user) throws IOException {
        say(socket, "USER " + user + "\r\nPASS secret\r\n" + "UIDL\r\nLIST\r\n".repeat(20));
    }

    private static String recipients(int many) {
        String original = "ORCPT=rfc822;" + "o".repeat(440) + "@b.example";
        return ("RCPT TO:<alice@test.example> " + original + "\r\n").repeat(many);
    }

    private void bears(String name, InetSocketAddress address, int many, Attackers.Attack attack)
            throws Exception {
        bears(name, address, many, Origin.ONE, attack);
    }

    private void bears(
            String name,
            InetSocketAddress address,
            int many,
            Origin origin,
            Attackers.Attack attack)
            throws Exception {
        boolean smtp = address.getPort() != suite.pop().getPort() && isSmtp(address);
        Callable<Void> honest = smtp ? this::sendsMail : this::collectsMail;
        honest.call();
        try (Attackers attackers = new Attackers(address, origin, attack)) {
            FutureTask<Void> attacking =
                    new FutureTask<>(() -> {
                        attackers.come(many);
                        return null;
                    });
            Thread _ = Thread.ofPlatform().daemon().start(attacking);
            long longest = 0;
            int served = 0;
            while (!attacking.isDone() || served < 3) {
                long began = System.nanoTime();
                honest.call();
                longest = Math.max(longest, System.nanoTime() - began);
                served++;
            }
            attacking.get();
            assertTrue(
                    longest < LONGEST_SERVICE.toNanos(),
                    name + ": a client was served in " + Duration.ofNanos(longest));
        }
        memoryComesBack(smtp ? "tellsmtp" : "tellpop", name);
    }

    private boolean isSmtp(InetSocketAddress address) throws Exception {
        return suite.dsmtp().addresses().all().stream()
                .anyMatch(known -> known.address().equals(address));
    }

    private Void sendsMail() throws Exception {
        try (SmtpClient client = SmtpClient.connect(suite.smtp())) {
            assertTrue(client.command("EHLO honest.example").good());
            SmtpClient.Reply reply =
                    client.send("a@b.example", List.of("alice@test.example"), MESSAGE);
            assertTrue(reply.good(), reply::toString);
            client.quit();
        }
        return null;
    }

    private Void collectsMail() throws Exception {
        try (PopClient client = PopClient.login(suite.pop(), "bob", "secret")) {
            assertEquals(1, client.count());
            assertTrue(client.message(1).length > 0);
            client.quit();
        }
        return null;
    }

    private void memoryComesBack(String tool, String name) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        long taken = taken(tool);
        while (taken > 100_000 && System.nanoTime() < end) {
            taken = taken(tool);
        }
        assertTrue(taken <= 100_000, name + ": " + taken + " octets are still taken");
    }

    private long taken(String tool) throws Exception {
        String status = Ran.of(site.program(tool, "status"), "").succeeded().output();
        return status.lines()
                .filter(line -> line.startsWith("memory_taken: "))
                .mapToLong(line -> Long.parseLong(line.substring("memory_taken: ".length())))
                .findFirst()
                .orElseThrow();
    }
}
