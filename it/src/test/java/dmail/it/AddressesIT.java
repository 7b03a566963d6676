package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ran;
import dmail.suite.Site;
import dmail.suite.SmtpClient;
import dmail.suite.Suite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each address has the ports that dmail.conf gives it, and no others. */
@Timeout(60)
final class AddressesIT {
    private static final String SMTP = "220 ";
    private static final String POP = "+OK ";
    private static final String REFUSED = "refused";

    @TempDir private static Path folder;
    private static int mx;
    private static int pop;
    private static ServerSocket other;
    private static Site site;
    private static Suite suite;

    @BeforeAll
    static void start() throws Exception {
        mx = Ports.free();
        pop = Ports.free();
        other = new ServerSocket(mx, 1, InetAddress.ofLiteral("127.0.1.9"));
        site =
                Site.in(folder)
                        .line("port mx protocol smtp")
                        .line("port mx number " + mx)
                        .line("port mx description Mail from other servers")
                        .line("port pop protocol pop")
                        .line("port pop number " + pop)
                        .line("ip 127.0.0.1 ports pop")
                        .line("ip 127.0.1.1 ports mx,pop")
                        .line("ip 127.0.1.2 ports mx")
                        .line("listen mx@127.0.1.2 description Mail from partners")
                        .line("listen two on 127.0.1.3:" + mx)
                        .line("listen two on 127.0.1.4:" + mx)
                        .line("listen two protocol submission")
                        .write();
        suite = Suite.start(site);
    }

    @AfterAll
    static void stop() throws IOException {
        suite.close();
        other.close();
    }

    @Test
    void sm1_allAddressesAreShownWithTheirPorts() throws Exception {
        Ran ips = ask("tellsmtp", "-j", "ips");

        assertEquals("mx,pop", member(ips, "127.0.1.1", "ports"));
        assertEquals(mx + "," + pop, member(ips, "127.0.1.1", "numbers"));
        assertEquals("mx", member(ips, "127.0.1.2", "ports"));
        assertEquals("up", member(ips, "127.0.1.2", "state"));
        assertTrue(
                ask("tellpop", "ips")
                        .output()
                        .lines()
                        .anyMatch(line ->
                                line.matches(
                                        "127\\.0\\.1\\.1 +up +\\S+ +- +mx:" + mx + " pop:" + pop)));
    }

    @Test
    void sm2_clientsAreRefusedWhereTheirProtocolIsNotAssigned() throws Exception {
        assertEquals(POP, Ports.greeting("127.0.1.1", pop));
        assertEquals(REFUSED, Ports.greeting("127.0.1.2", pop));
        assertEquals(SMTP, Ports.greeting("127.0.1.1", mx));
        assertEquals(SMTP, Ports.greeting("127.0.1.2", mx));
    }

    @Test
    void sm3_anotherProgramKeepsThePortOfItsAddress() throws Exception {
        assertEquals(SMTP, Ports.greeting("127.0.1.1", mx));

        try (Socket client = new Socket("127.0.1.9", mx);
                Socket served = other.accept()) {
            assertEquals(client.getLocalPort(), served.getPort());
        }
    }

    @Test
    void sm15_descriptionsAreListed() throws Exception {
        Map<String, String> descriptions = listed("tellsmtp", "description");

        assertEquals("Mail from other servers", descriptions.get("mx@127.0.1.1 127.0.1.1:" + mx));
        assertEquals("Mail from partners", descriptions.get("mx@127.0.1.2 127.0.1.2:" + mx));
    }

    @Test
    void mtq8_onLoopbackOnlyClientsOfTheMachineConnect() throws Exception {
        assertEquals(POP, Ports.greeting("127.0.0.1", pop));

        for (InetAddress address : outside()) {
            assertEquals(REFUSED, Ports.greeting(address.getHostAddress(), pop));
        }
    }

    @Test
    void mtq13_oneListenerIsStoppedAndStartedAlone() throws Exception {
        try (SmtpClient before = SmtpClient.connect(new InetSocketAddress("127.0.1.2", mx))) {
            ask("tellsmtp", "listen", "stop", "mx@127.0.1.2");
            assertEquals(REFUSED, Ports.greeting("127.0.1.2", mx));
            assertEquals(SMTP, Ports.greeting("127.0.1.1", mx));
            assertEquals("stopped", states().get("mx@127.0.1.2 127.0.1.2:" + mx));
            assertEquals("listening", states().get("mx@127.0.1.1 127.0.1.1:" + mx));

            ask("tellsmtp", "listen", "start", "mx@127.0.1.2");
            assertEquals(SMTP, Ports.greeting("127.0.1.2", mx));
            assertEquals("listening", states().get("mx@127.0.1.2 127.0.1.2:" + mx));
            assertEquals(250, before.command("NOOP").code());
        }
    }

    @Test
    void mtq13_startFailsAsAWholeWhileAnotherProgramHasAPort() throws Exception {
        ask("tellsmtp", "listen", "stop", "two");

        try (ServerSocket _ = new ServerSocket(mx, 1, InetAddress.ofLiteral("127.0.1.4"))) {
            Ran start = Ran.of(site.program("tellsmtp", "listen", "start", "two"), "");
            assertEquals(69, start.status(), start::toString);
            assertTrue(start.complaints().contains("127.0.1.4:" + mx), start::toString);
            assertEquals("stopped", states().get("two 127.0.1.3:" + mx));
            assertEquals(REFUSED, Ports.greeting("127.0.1.3", mx));
        }
        ask("tellsmtp", "listen", "start", "two");
        assertEquals(SMTP, Ports.greeting("127.0.1.3", mx));
        assertEquals(SMTP, Ports.greeting("127.0.1.4", mx));
    }

    @Test
    void mtq14_theListShowsWhereEachAccepts() throws Exception {
        assertEquals(
                List.of(
                        "in 127.0.0.1:" + suite.smtp().getPort(),
                        "mx@127.0.1.1 127.0.1.1:" + mx,
                        "mx@127.0.1.2 127.0.1.2:" + mx,
                        "two 127.0.1.3:" + mx,
                        "two 127.0.1.4:" + mx),
                listed("tellsmtp", "protocol").keySet().stream().sorted().toList());
    }

    @Test
    void argN5_otherAddressesThanTheNamedAreRefused() throws Exception {
        assertEquals(SMTP, Ports.greeting("127.0.1.1", mx));

        assertEquals(REFUSED, Ports.greeting("127.0.1.5", mx));
        assertEquals(REFUSED, Ports.greeting("127.0.0.1", mx));
        assertEquals(REFUSED, Ports.greeting("::1", mx));
    }

    private static List<InetAddress> outside() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }

    private static Ran ask(String tool, String... words) throws IOException, InterruptedException {
        return Ran.of(site.program(tool, words), "").succeeded();
    }

    private static Map<String, String> states() throws IOException, InterruptedException {
        return listed("tellsmtp", "state");
    }

    private static Map<String, String> listed(String tool, String member)
            throws IOException, InterruptedException {
        return ListenerStates.listed(ask(tool, "-j", "listen", "list"), member);
    }

    private static String member(Ran ips, String address, String member) {
        return ListenerStates.read(ips.output()).stream()
                .filter(each -> address.equals(each.get("address")))
                .map(each -> each.get(member))
                .findFirst()
                .orElse("no " + address + " in " + ips);
    }
}
