package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Addresses that the machine gets late, loses, or never has. */
@Timeout(60)
final class MissingAddressIT {
    private static final String LATE = "192.0.2.77";

    @TempDir private Path folder;
    private OwnNetwork network;
    private Site site;

    @BeforeEach
    void open() throws Exception {
        network = OwnNetwork.open();
        site = Site.in(folder);
        site.write();
        List<String> lines = new ArrayList<>(Files.readAllLines(site.conf()));
        lines.removeIf(line -> line.startsWith("listen "));
        lines.addAll(
                List.of(
                        "port mx protocol smtp",
                        "port mx number SMTP",
                        "port pop protocol pop",
                        "port pop number POP3"));
        Files.write(site.conf(), lines);
    }

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void b12_aListenerWaitsForItsAddressAndOthersServe() throws Exception {
        configure("ip 127.0.1.1 ports mx,pop", "ip " + LATE + " ports mx,pop");

        try (ServerProcess dsmtp = ready("dsmtp");
                ServerProcess dpop = ready("dpop")) {
            assertTrue(network.greeting("127.0.1.1", 25).startsWith("220 "));
            assertTrue(network.greeting("127.0.1.1", 110).startsWith("+OK "));
            assertEquals("waiting", states("tellsmtp").get("mx@" + LATE + " " + LATE + ":25"));
            assertEquals("waiting", states("tellpop").get("pop@" + LATE + " " + LATE + ":110"));

            network.gain(LATE);
            dsmtp.await("listener open listener=mx@" + LATE);
            assertTrue(network.greeting(LATE, 25).startsWith("220 "));
            dpop.await("listener open listener=pop@" + LATE);
            assertTrue(network.greeting(LATE, 110).startsWith("+OK "));
            assertEquals("listening", states("tellsmtp").get("mx@" + LATE + " " + LATE + ":25"));
        }
    }

    @Test
    void b12_aServerRunsWhoseListenersAllWait() throws Exception {
        configure("ip " + LATE + " ports mx", "ip 192.0.2.78 ports mx");

        try (ServerProcess server = ready("dsmtp")) {
            assertEquals(
                    Map.of(
                            "mx@" + LATE + " " + LATE + ":25",
                            "waiting",
                            "mx@192.0.2.78 192.0.2.78:25",
                            "waiting"),
                    states("tellsmtp"));
            network.gain("192.0.2.78");
            server.await("listener open listener=mx@192.0.2.78");
            assertTrue(network.greeting("192.0.2.78", 25).startsWith("220 "));
            assertEquals(0, server.stop());
        }
    }

    @Test
    void b12_missingFailStopsTheStart() throws Exception {
        configure(
                "ip 127.0.1.1 ports mx",
                "ip " + LATE + " ports mx",
                "ip " + LATE + " missing fail");

        try (ServerProcess server = start("dsmtp")) {
            assertTrue(server.endsWithin(Duration.ofSeconds(30)), server::text);
            assertEquals(71, server.status());
            assertTrue(server.text().contains(LATE), server::text);
        }
    }

    @Test
    void b12_missingFailRefusesAReloadAndNothingChanges() throws Exception {
        configure("ip 127.0.1.1 ports pop");

        try (ServerProcess _ = ready("dpop")) {
            configure(
                    "ip 127.0.1.2 ports pop",
                    "listen late on " + LATE + ":POP3",
                    "listen late protocol pop",
                    "listen late missing fail");
            Ran reload = tell("tellpop", "reload");
            assertNotEquals(0, reload.status());
            assertTrue(reload.complaints().contains(LATE), reload::toString);
            assertEquals(Map.of("pop@127.0.1.1 127.0.1.1:110", "listening"), states("tellpop"));
            assertTrue(network.greeting("127.0.1.1", 110).startsWith("+OK "));

            network.gain(LATE);
            assertEquals(0, tell("tellpop", "reload").status());
            assertTrue(network.greeting(LATE, 110).startsWith("+OK "));
        }
    }

    @Test
    void mtq6_anAbsentAddressIsNamedAndTheOthersServe() throws Exception {
        configure("ip 127.0.1.1 ports mx", "ip " + LATE + " ports mx");
        Ran check = Ran.of(network.within(site.program("dsmtp", "--check")), "");
        assertEquals(0, check.status(), check::toString);
        assertTrue(check.output().contains("dmail.conf:11: "), check::toString);
        assertTrue(check.output().contains(LATE), check::toString);

        try (ServerProcess server = ready("dsmtp")) {
            assertTrue(server.text().contains(LATE), server::text);
            assertTrue(network.greeting("127.0.1.1", 25).startsWith("220 "));
        }
    }

    @Test
    void mtq9_onlyClientsWithARouteConnect() throws Exception {
        try (OwnNetwork lan = network.neighbour();
                OwnNetwork elsewhere = network.neighbour()) {
            network.connect("192.168.1.1/24", lan, "192.168.1.7/24");
            configure(
                    "ip 192.168.1.1 ports pop",
                    "listen local on 127.0.0.1:25",
                    "listen local protocol smtp");

            try (ServerProcess _ = ready("dpop");
                    ServerProcess _ = ready("dsmtp")) {
                assertTrue(lan.greeting("192.168.1.1", 110).startsWith("+OK "));
                assertTrue(elsewhere.greeting("192.168.1.1", 110).contains("unreachable"));
                assertTrue(network.greeting("127.0.0.1", 25).startsWith("220 "));
                assertTrue(lan.greeting("192.168.1.1", 25).contains("refused"));
            }
        }
    }

    @Test
    void b13_withoutIpv6AllAddressesAreThoseOfIpv4AndOthersWait() throws Exception {
        configure(
                "ip * ports pop",
                "listen six on [::1]:SMTP",
                "listen six protocol smtp",
                "listen four on 127.0.1.1:SMTP",
                "listen four protocol smtp");
        Ran off =
                network.run(
                        "sh",
                        "-c",
                        "echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6 && cat /proc/sys/net/ipv6/conf/lo/disable_ipv6");
        Needs.that(off.output().equals("1\n"), "IPv6 can't be switched off here: " + off);

        try (ServerProcess _ = ready("dpop");
                ServerProcess _ = ready("dsmtp")) {
            assertTrue(network.greeting("127.0.1.5", 110).startsWith("+OK "));
            assertTrue(network.greeting("127.0.1.1", 25).startsWith("220 "));
            assertEquals("waiting", states("tellsmtp").get("six ::1:25"));
        }
    }

    @Test
    void b14_anAddressOfTwoInterfacesIsListenedOnOnce() throws Exception {
        try (OwnNetwork peer = network.neighbour()) {
            network.gain("192.0.2.5");
            network.connect("192.0.2.5/32", peer, "192.0.2.6/32");
            configure("ip * ports mx", "ip 192.0.2.5 ports pop");

            try (ServerProcess _ = ready("dsmtp");
                    ServerProcess _ = ready("dpop")) {
                assertTrue(network.greeting("192.0.2.5", 25).startsWith("220 "));
                assertTrue(network.greeting("192.0.2.5", 110).startsWith("+OK "));
                Ran ips = tell("tellsmtp", "ips").succeeded();
                assertEquals(
                        1,
                        ips.output().lines().filter(line -> line.startsWith("192.0.2.5 ")).count());
            }
        }
    }

    @Test
    void anAddressThatIsLostAndComesBackIsServedAgain() throws Exception {
        network.gain(LATE);
        configure("ip " + LATE + " ports mx");

        try (ServerProcess _ = ready("dsmtp")) {
            assertTrue(network.greeting(LATE, 25).startsWith("220 "));
            network.lose(LATE);
            assertEquals(0, tell("tellsmtp", "reload").status());
            network.gain(LATE);
            assertTrue(network.greeting(LATE, 25).startsWith("220 "));
        }
    }

    /** The lines of ports, and those. */
    private void configure(String... lines) throws IOException {
        List<String> all = new ArrayList<>(Files.readAllLines(site.conf()).subList(0, 9));
        all.addAll(List.of(lines));
        Files.write(site.conf(), all);
    }

    private ServerProcess start(String server) throws IOException {
        return ServerProcess.start(network.within(site.program(server)));
    }

    private ServerProcess ready(String server) throws IOException, InterruptedException {
        ServerProcess process = start(server);
        process.addresses();
        return process;
    }

    private Ran tell(String tool, String... words) throws IOException, InterruptedException {
        return Ran.of(network.within(site.program(tool, words)), "");
    }

    private Map<String, String> states(String tool) throws IOException, InterruptedException {
        return ListenerStates.listed(tell(tool, "-j", "listen", "list").succeeded(), "state");
    }
}
