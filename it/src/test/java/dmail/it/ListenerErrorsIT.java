package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can't be listened at is refused by name, and what listened before goes on. */
@Timeout(60)
final class ListenerErrorsIT {
    private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");

    @TempDir private Path folder;
    private int mx;
    private Site site;

    @BeforeEach
    void choose() throws Exception {
        mx = Ports.free();
        site =
                Site.in(folder)
                        .line("port mx protocol smtp")
                        .line("port mx number " + mx)
                        .line("ip 127.0.1.1 ports mx");
    }

    @Test
    void sm3_allAddressesCannotBeHadBesideAnotherProgram() throws Exception {
        site.line("listen all on :" + mx).line("listen all protocol smtp").write();
        List<String> lines = new ArrayList<>(Files.readAllLines(site.conf()));
        lines.remove("ip 127.0.1.1 ports mx");
        Files.write(site.conf(), lines);

        try (ServerSocket _ = taken("127.0.1.9");
                ServerProcess server = site.start("dsmtp")) {
            assertTrue(server.endsWithin(Duration.ofSeconds(30)), server::text);
            assertEquals(71, server.status());
            assertTrue(server.text().contains(Integer.toString(mx)), server::text);
            assertTrue(server.text().contains("in use"), server::text);
        }
    }

    @Test
    void sm4_bi1_aPortThatNoAddressUsesIsNamed() throws Exception {
        site.line("port spare protocol smtp").line("port spare number 1").write();

        Ran check = Ran.of(site.program("dsmtp", "--check"), "").succeeded();

        List<String> said = said(check).lines().toList();
        assertEquals(1, said.size(), check::toString);
        assertTrue(said.getFirst().contains("dmail.conf:13: port spare: "), check::toString);
    }

    @Test
    void mtq3_bi1_twoAtOneAddressAndPortAreAnErrorThatNamesBoth() throws Exception {
        site.line("listen twin on 127.0.1.1:" + mx).line("listen twin protocol smtp").write();

        refuses("dmail.conf:13: ", "twin", "mx@127.0.1.1", "dmail.conf:12)");
    }

    @Test
    void mtq3_portsOfSettingsCountAsWell() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(site.write().conf()));
        lines.removeIf(line -> line.matches("(listen|port|ip) .*"));
        lines.addAll(List.of("smtp_port " + mx, "submission_port " + mx));
        Files.write(site.conf(), lines);

        refuses("dmail.conf:7: ", "submission", "smtp", "dmail.conf:6)");
    }

    @Test
    void mtq5_bi1_allAddressesAndASingleOneAreAnErrorThatNamesBoth() throws Exception {
        site.line("listen twin on :" + mx).line("listen twin protocol pop").write();

        refuses("dmail.conf:13: ", "twin", "mx@127.0.1.1", "dmail.conf:12)");
    }

    @Test
    void mtq13_aReloadAddsAndRemovesAndIsRefusedAsAWhole() throws Exception {
        site.write();
        List<String> one = Files.readAllLines(site.conf());

        try (ServerProcess server = site.start("dsmtp");
                ServerSocket _ = taken("127.0.1.9")) {
            server.addresses();
            write(one, "ip 127.0.1.2 ports mx");
            assertEquals(0, reload().status());
            assertEquals("220 ", Ports.greeting("127.0.1.2", mx));

            write(one, "ip 127.0.1.3 ports mx", "ip 127.0.1.9 ports mx");
            Ran refused = reload();
            assertNotEquals(0, refused.status());
            assertTrue(refused.complaints().contains("127.0.1.9:" + mx), refused::toString);
            assertTrue(server.await("reload failed").contains("in use"), server::text);
            assertEquals("220 ", Ports.greeting("127.0.1.2", mx));
            assertEquals("refused", Ports.greeting("127.0.1.3", mx));

            write(one);
            assertEquals(0, reload().status());
            assertEquals("refused", Ports.greeting("127.0.1.2", mx));
            assertEquals("220 ", Ports.greeting("127.0.1.1", mx));
        }
    }

    @Test
    void aThousandListenersAreCheckedInSeconds() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            site.line("listen l" + i + " on 127.1." + i / 250 + "." + (i % 250 + 1) + ":" + mx);
            site.line("listen l" + i + " protocol smtp");
        }
        site.write();

        assertTrue(busySeconds(site.program("dsmtp", "--check")) < 5);
    }

    /** On a busy machine all takes longer, but not more work: it is that which counts. */
    private static double busySeconds(ProcessBuilder program) throws Exception {
        List<String> timed =
                new ArrayList<>(
                        List.of("sh", "-c", "\"$@\" >/dev/null 2>&1 || exit 1; times", "sh"));
        timed.addAll(program.command());
        Ran ran = Ran.of(timed).succeeded();
        Matcher time = TIME.matcher(ran.output().lines().toList().get(1));
        double seconds = 0;
        while (time.find()) {
            seconds += 60 * Double.parseDouble(time.group(1)) + Double.parseDouble(time.group(2));
        }
        return seconds;
    }

    private void write(List<String> lines, String... more) throws IOException {
        List<String> all = new ArrayList<>(lines);
        all.addAll(List.of(more));
        Files.write(site.conf(), all);
    }

    private Ran reload() throws IOException, InterruptedException {
        return Ran.of(site.program("tellsmtp", "reload"), "");
    }

    private void refuses(String... parts) throws IOException, InterruptedException {
        Ran check = Ran.of(site.program("dsmtp", "--check"), "");
        assertEquals(78, check.status(), check::toString);
        for (String part : parts) {
            assertTrue(said(check).contains(part), check::toString);
        }
    }

    private static String said(Ran ran) {
        return ran.output() + ran.complaints();
    }

    private ServerSocket taken(String address) throws IOException {
        return new ServerSocket(mx, 1, InetAddress.ofLiteral(address));
    }
}
