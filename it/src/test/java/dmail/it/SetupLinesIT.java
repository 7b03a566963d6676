package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What dmsetup adds to a site is served at once, and what it refuses changes nothing. */
@Timeout(120)
final class SetupLinesIT {
    @TempDir private Path folder;
    private int port;
    private Site site;

    @BeforeEach
    void choose() throws Exception {
        port = Ports.free();
        site = Site.in(folder).write();
    }

    @Test
    void bi17_whatIsAddedIsServedAndPassesTheCheck() throws Exception {
        try (ServerProcess server = site.start("dsmtp")) {
            server.addresses();

            setup("listen", "add", "lan", "127.0.1.1:" + port).succeeded();
            assertEquals("220 ", Ports.greeting("127.0.1.1", port));
            setup("binding", "add", "one", "127.0.1.2").succeeded();
            setup("group", "add", "main", Site.DOMAIN).succeeded();
            for (String program : new String[] {"dsmtp", "dpop"}) {
                Ran check = Ran.of(site.program(program, "--check"), "").succeeded();
                assertEquals("", check.complaints(), check::toString);
            }

            setup("listen", "remove", "lan").succeeded();
            assertEquals("refused", Ports.greeting("127.0.1.1", port));
            setup("binding", "remove", "one").succeeded();
            setup("group", "remove", "main").succeeded();
        }
    }

    @Test
    void b30_whatIsRefusedChangesNothing() throws Exception {
        setup("listen", "add", "lan", "127.0.1.1:" + port).succeeded();

        refuses(65, "listen", "add", "twin", "127.0.1.1:" + port, "pop");
        refuses(65, "listen", "add", "all", ":" + port);
        refuses(65, "listen", "add", "far", "203.0.113.9:" + port);
        refuses(65, "binding", "add", "far", "203.0.113.9");
        refuses(65, "group", "add", "main", "else.example");
        refuses(65, "listen", "remove", "nobody");
    }

    @Test
    void b30_whatAnotherProgramHasIsTakenBack() throws Exception {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.1.9"));
                ServerProcess server = site.start("dsmtp")) {
            server.addresses();

            refuses(73, "listen", "add", "taken", "127.0.1.9:" + port);
        }
    }

    private Ran setup(String... words) throws Exception {
        return Ran.of(site.program("dmsetup", words), "");
    }

    private void refuses(int status, String... words) throws Exception {
        String before = Files.readString(site.conf());
        Ran ran = setup(words);
        assertEquals(status, ran.status(), ran::toString);
        assertEquals(before, Files.readString(site.conf()));
        assertTrue(!ran.output().isEmpty(), ran::toString);
    }
}
