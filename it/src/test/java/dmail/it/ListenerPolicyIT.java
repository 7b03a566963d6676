package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.PopClient;
import dmail.suite.Program;
import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import dmail.suite.SmtpClient;
import dmail.suite.Suite;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both servers with listeners of their own policies, some of them behind proxies. */
@Timeout(180)
final class ListenerPolicyIT {
    private static final String LAN = "127.0.1.1";
    private static final String NET = "127.0.1.2";
    private static final String BEHIND = "127.0.1.3";

    /** Where only commands are taken. */
    private static final String ADMIN = "127.0.1.5";

    /** Where haproxy listens. */
    private static final String PROXY = "127.0.1.4";

    private static final byte[] LARGE =
            ("Subject: x\r\n\r\n" + "x".repeat(70) + "\r\n").getBytes(StandardCharsets.US_ASCII);

    @TempDir private Path folder;
    private Site site;

    @BeforeEach
    void configure() throws IOException, InterruptedException {
        site =
                Site.in(folder)
                        .line("log_level debug")
                        .line("listen lan on " + LAN + ":0")
                        .line("listen lan protocol smtp")
                        .line("listen lan relay all")
                        .line("listen lan max_size 0")
                        .line("listen net on " + NET + ":0")
                        .line("listen net protocol smtp")
                        .line("listen net relay none")
                        .line("listen net max_size 1")
                        .line("listen net deny 127.0.0.2")
                        .line("listen behind on " + BEHIND + ":0")
                        .line("listen behind protocol smtp")
                        .line("listen behind proxy_protocol 127.0.0.1")
                        .line("listen behind deny 127.0.0.2")
                        .line("listen users on " + BEHIND + ":0")
                        .line("listen users protocol pop")
                        .line("listen users proxy_protocol 127.0.0.1")
                        .user("ann", "secret")
                        .write();
    }

    private static InetSocketAddress smtp(Suite suite, String address) throws Exception {
        return suite.dsmtp().addresses().on("smtp", address);
    }

    private static InetSocketAddress pop(Suite suite) throws Exception {
        return suite.dpop().addresses().on("pop", BEHIND);
    }

    private static String at(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    @Test
    void dmN4_tellsmtpReachesAListenerOfCommandsByItsAddressAndPort() throws Exception {
        site.line("manager_ip_address 127.0.0.1")
                .line("listen admin on " + ADMIN + ":0")
                .line("listen admin protocol control")
                .write();
        Ran set = Ran.of(site.program("tellsmtp", "set_password"), "open sesame\n");
        assertEquals(0, set.status(), set::toString);
        Path password = Files.writeString(folder.resolve("password"), "open sesame\n");

        try (Suite suite = Suite.start(site)) {
            InetSocketAddress admin = suite.dsmtp().addresses().on("control", ADMIN);
            Ran told =
                    Ran.of(
                            site.program(
                                    "tellsmtp",
                                    "-n",
                                    ADMIN,
                                    "-p",
                                    String.valueOf(admin.getPort()),
                                    "--password-file",
                                    password.toString(),
                                    "listen",
                                    "list"),
                            "");
            assertEquals(0, told.status(), told::toString);
            assertTrue(told.output().contains(at(admin) + " "), told::toString);
        }
    }

    @Test
    void mtq11_theSameMessageIsTakenInTheLanAndRefusedInTheInternet() throws Exception {
        try (Suite suite = Suite.start(site);
                SmtpClient lan = SmtpClient.connect(smtp(suite, LAN));
                SmtpClient net = SmtpClient.connect(smtp(suite, NET))) {
            String sender = "MAIL FROM:<a@b.example>";
            assertEquals(250, lan.command(sender + " SIZE=90000000").code());
            assertEquals(250, lan.command("RCPT TO:<x@elsewhere.example>").code());
            assertEquals(552, net.command(sender + " SIZE=90000000").code());
            assertEquals(250, net.command(sender).code());
            assertEquals(550, net.command("RCPT TO:<x@elsewhere.example>").code());
            assertEquals(250, net.command("RCPT TO:<ann@" + Site.DOMAIN + ">").code());
        }
    }

    @Test
    void mtq12_aListenerExcludesAClientThatAnotherServes() throws Exception {
        try (Suite suite = Suite.start(site)) {
            assertEquals("554", word(smtp(suite, NET), "127.0.0.2"));
            assertEquals("220", word(smtp(suite, LAN), "127.0.0.2"));
            assertEquals("220", word(smtp(suite, NET), "127.0.0.3"));
        }
    }

    @Test
    void momN36_withoutAProxyNobodyIsGreeted() throws Exception {
        try (Suite suite = Suite.start(site)) {
            for (InetSocketAddress place : List.of(smtp(suite, BEHIND), pop(suite))) {
                assertEquals("", word(place, "127.0.0.9"));
            }
            String why = "reason=\"not from a network of proxy_protocol\"";
            assertTrue(suite.dsmtp().await("no proxy header").contains(why));
            assertTrue(suite.dpop().await("no proxy header").contains(why));
        }
    }

    /** {@return the first three characters that a client at an address hears} */
    private static String word(InetSocketAddress server, String from) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(10_000);
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(server);
            return new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII);
        } catch (SocketException cut) {
            return "";
        }
    }

    /** Its header of version 1 has the addresses of its own connection. */
    @Test
    void b18_curlIsServedWithItsHeader() throws Exception {
        Needs.programs("curl");
        Path message = Files.write(folder.resolve("message"), LARGE);
        try (Suite suite = Suite.start(site)) {
            List<String> curl = List.of("curl", "-sS", "--haproxy-protocol", "--interface");
            Ran.of(
                            joined(
                                    curl,
                                    "127.0.0.1",
                                    "--mail-from",
                                    "a@b.example",
                                    "--mail-rcpt",
                                    "ann@" + Site.DOMAIN,
                                    "-T",
                                    message.toString(),
                                    "smtp://" + at(smtp(suite, BEHIND))))
                    .succeeded();
            suite.dsmtp().await("delivered");
            Ran listed =
                    Ran.of(
                                    joined(
                                            curl,
                                            "127.0.0.1",
                                            "-u",
                                            "ann:secret",
                                            "pop3://" + at(pop(suite))))
                            .succeeded();
            assertTrue(listed.output().startsWith("1 "), listed.output());
        }
    }

    private static List<String> joined(List<String> first, String... rest) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(rest));
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"send-proxy", "send-proxy-v2"})
    void b18_behindHaproxyClientAndReachedAddressAreTheClients(String header) throws Exception {
        Needs.that(Program.find("haproxy").isPresent(), "not installed: haproxy");
        int mailPort = freePort();
        int popPort = freePort();
        try (Suite suite = Suite.start(site)) {
            String configuration =
                    """
                    defaults
                      mode tcp
                      timeout connect 10s
                      timeout client 60s
                      timeout server 60s
                    listen mail
                      bind %1$s:%2$d
                      server dsmtp %4$s source 127.0.0.1 %6$s
                    listen pop
                      bind %1$s:%3$d
                      server dpop %5$s source 127.0.0.1 %6$s
                    """
                            .formatted(
                                    PROXY,
                                    mailPort,
                                    popPort,
                                    at(smtp(suite, BEHIND)),
                                    at(pop(suite)),
                                    header);
            Path file = Files.writeString(folder.resolve("haproxy.cfg"), configuration);
            Process haproxy =
                    new ProcessBuilder("haproxy", "-db", "-f", file.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("haproxy.log").toFile())
                            .start();
            try {
                assertEquals("220", patientWord(new InetSocketAddress(PROXY, mailPort)));
                assertThatItIsTheClient(suite, mailPort, popPort);
            } finally {
                haproxy.destroy();
                haproxy.waitFor();
            }
        }
    }

    private static void assertThatItIsTheClient(Suite suite, int mailPort, int popPort)
            throws Exception {
        String addresses = "client=127.0.0.8 listener=behind reached=" + PROXY;
        assertTrue(suite.dsmtp().await("connected client=127.0.0.8").endsWith(addresses));
        assertEquals("554", word(new InetSocketAddress(PROXY, mailPort), "127.0.0.2"));
        try (PopClient client =
                PopClient.login(new InetSocketAddress(PROXY, popPort), "ann", "secret")) {
            client.quit();
        }
        ServerProcess dpop = suite.dpop();
        assertTrue(dpop.await(" login client=").endsWith(" listener=users reached=" + PROXY));
    }

    /** {@return what is heard once somebody listens there} */
    private static String patientWord(InetSocketAddress server) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.setSoTimeout(10_000);
                socket.bind(new InetSocketAddress("127.0.0.8", 0));
                socket.connect(server);
                return new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII);
            } catch (ConnectException notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}
