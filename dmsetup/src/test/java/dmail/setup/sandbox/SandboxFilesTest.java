package dmail.setup.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.config.ConfigReading;
import dmail.common.config.DomainSettings;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SandboxFilesTest {
    private static final SandboxPorts PORTS = new SandboxPorts(2525, 2110);

    @TempDir private Path parent;
    private SandboxFiles files = new SandboxFiles(Path.of(""));

    @BeforeEach
    void setUp() {
        files = new SandboxFiles(parent.resolve("sandbox"));
    }

    @ParameterizedTest
    @EnumSource
    void holdAConfigurationWithoutAnyProblem(Server server) throws IOException {
        files.write(PORTS);

        ConfigReading reading = ConfigReader.read(files.configuration(), server);

        assertEquals(List.of(), reading.problems());
        assertEquals(
                "sandbox.test",
                reading.configuration().value(DomainSettings.HOST_DOMAIN).toString());
    }

    @Test
    void belongToTheirUserOnly() throws IOException {
        files.write(PORTS);

        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(files.folder())));
    }

    @Test
    void keepWhatTheUserChangedButFollowThePorts() throws IOException {
        files.write(PORTS);
        Files.writeString(files.configuration(), "# changed\n");
        files.write(new SandboxPorts(2526, 2111));

        assertEquals("# changed\n", Files.readString(files.configuration()));
        assertEquals(
                """
                listen smtp on 127.0.0.1:2526
                listen smtp protocol smtp
                listen pop on 127.0.0.1:2111
                listen pop on 127.0.0.2:2111
                listen pop protocol pop

                # Mail for all other domains goes to a port where nobody listens: it waits in the queue.
                gateway * 127.0.0.1:1
                """,
                Files.readString(files.folder().resolve("listen.conf")));
    }

    @Test
    void findPortsThatAreFree() throws IOException {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(loopback, 0));
            int wanted = taken.getLocalPort();

            int found = FreePorts.firstFree(wanted, List.of(loopback));

            assertNotEquals(wanted, found);
            assertTrue(found > wanted && found < wanted + 200, wanted + " " + found);
        }
    }

    @Test
    void theUsualFolderNeedNotBeNamed() {
        Installation installation = new Installation(Path.of("/opt/dmail"), Path.of("/home/ann"));
        String text =
                Instructions.text(installation, new SandboxFiles(installation.sandbox()), PORTS);

        assertTrue(text.contains("  again  /opt/dmail/bin/dmsetup sandbox\n"), text);
    }

    @Test
    void areExplainedWithLinesToCopy() {
        String text =
                Instructions.text(
                        new Installation(Path.of("/opt/dmail"), Path.of("/home/ann")),
                        files,
                        PORTS);

        assertTrue(text.contains("  curl -sS -u ann:sandbox pop3://127.0.0.2:2110/1\n"), text);
        assertTrue(
                text.contains(
                        "  /opt/dmail/bin/tellsmtp -i " + files.configuration() + " status\n"),
                text);
        assertTrue(
                text.contains(
                        "  again  /opt/dmail/bin/dmsetup sandbox --dir " + files.folder() + "\n"),
                text);
        assertTrue(text.contains("printf 'Subject: one\\r\\n\\r\\nHello\\r\\n' | curl"), text);
    }
}
