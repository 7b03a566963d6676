package dmail.common.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.authent.ManagerPassword;
import dmail.common.authent.password.Password;
import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import dmail.common.net.WireReader;
import dmail.common.net.WireReader.Line;
import dmail.common.net.WireReader.LineEnd;
import dmail.common.net.WireWriter;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class RemoteControlTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    private final MemoryLog log = new MemoryLog();
    private final Random random = new Random(1);
    private final AtomicReference<Configuration> settings = new AtomicReference<>();
    private @TempDir Path folder;

    /** Of the client, by DNS. */
    private Optional<String> name = Optional.empty();

    @BeforeEach
    void setPassword() throws IOException {
        ManagerPassword.in(folder).set(password("secret"), random);
    }

    private static Password password(String text) {
        return new Password(text.getBytes(StandardCharsets.UTF_8));
    }

    private RemoteControl control(RemoteVerb verb, String managers) throws IOException {
        Path file = folder.resolve("dmail.conf");
        Files.writeString(
                file,
                """
                host_domain test.example
                drop_path .
                work_path .
                %s
                """
                        .formatted(managers));
        settings.set(ConfigReader.read(file, Server.DPOP).configuration());
        RemoteControl control =
                RemoteControl.of(verb, settings::get, random, Duration.ZERO, _ -> name, log);
        control.serve(words -> AdminReply.done("did " + words));
        return control;
    }

    private RemoteControl control(String managers) throws IOException {
        return control(RemoteVerb.XTELLMAIL, managers);
    }

    /** Greets, and serves one line: as control, or not at all. */
    private static void serve(ServerSocket server, RemoteControl control) {
        try (Socket socket = server.accept()) {
            WireWriter out = new WireWriter(socket.getOutputStream());
            WireReader in = new WireReader(socket.getInputStream(), out);
            out.write("220 hello\r\n");
            if (in.readLine(LineEnd.CRLF, 2048) instanceof Line.Whole(var line)
                    && control.isMeant(line, socket.getInetAddress())) {
                control.talk(line, socket.getInetAddress(), in, out);
            } else {
                out.write("500 5.5.1 Command not recognized\r\n");
                out.flush();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private AdminClient.Answer ask(RemoteControl control, Server kind, String password)
            throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
            Thread serving = Thread.startVirtualThread(() -> serve(server, control));
            InetSocketAddress address = new InetSocketAddress(HERE, server.getLocalPort());
            try {
                return new RemoteClient(kind, address, random)
                        .text(List.of("log_level", "a \"b\""), password(password));
            } finally {
                serving.join();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void whoKnowsThePasswordIsServed(Server kind) throws Exception {
        RemoteControl control = control(RemoteVerb.of(kind), "manager_ip_address 127.0.0.1");

        AdminClient.Answer answer = ask(control, kind, "secret");

        assertEquals(new AdminClient.Answer(0, "did [log_level, a \"b\"]\n"), answer);
        assertTrue(
                log.lines().contains("info: - control from client=127.0.0.1"),
                log.lines()::toString);
    }

    @Test
    void whoIsNoLongerAManagerIsNotServed() throws Exception {
        RemoteControl control = control("manager_ip_address 127.0.0.1");
        String line = "XTELLMAIL AAAA";
        assertTrue(control.isMeant(line, HERE));

        RemoteControl _ = control("manager_ip_address 192.0.2.1");

        assertFalse(control.isMeant(line, HERE));
    }

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource({
        "*.Office.example, pc1.office.EXAMPLE, true",
        "*.office.example, pc1.home.example,   false",
        "*.office.example, ,                   false",
        // Whose name isn't known is nobody's manager.
        "*,                ,                   false",
    })
    void managersMayBeKnownByName(String pattern, @Nullable String client, boolean isMeant)
            throws IOException {
        name = Optional.ofNullable(client);
        RemoteControl control = control(RemoteVerb.XTELLPOP, "manager_ip_name " + pattern);

        assertEquals(isMeant, control.isMeant("XTELLPOP x", HERE));
        assertFalse(control.isMeant("STAT", HERE));
    }

    @Test
    void aWrongPasswordIsRefused() throws Exception {
        RemoteControl control = control("manager_ip_address 127.0.0.*");

        RemoteClient.NotAllowed refusal =
                assertThrows(
                        RemoteClient.NotAllowed.class, () -> ask(control, Server.DSMTP, "secrets"));

        assertEquals(
                "says that the password is wrong: 535 5.7.8 Not proved; closing connection",
                refusal.getMessage());
        assertEquals(
                List.of("warning: - control authentication failed client=127.0.0.1"), log.lines());
    }

    @Test
    void itIsAbsentUnlessSetUp() throws Exception {
        RemoteControl nobody = control("");
        RemoteControl other = control("manager_ip_address 192.0.2.1");

        assertFalse(nobody.isMeant("XTELLMAIL x", HERE));
        assertFalse(other.isMeant("XTELLMAIL x", HERE));
        RemoteClient.NotAllowed refusal =
                assertThrows(
                        RemoteClient.NotAllowed.class, () -> ask(other, Server.DSMTP, "secret"));
        assertEquals(
                "has no control over the network: 500 5.5.1 Command not recognized",
                refusal.getMessage());
    }

    @Test
    void itIsAbsentWithoutAPasswordAndComesWithOne() throws Exception {
        RemoteControl control = control("manager_ip_address 127.0.0.1");
        assertTrue(control.isMeant("xtellmail x", HERE));
        Files.delete(folder.resolve("tellpass.dat"));

        assertFalse(control.isMeant("XTELLMAIL x", HERE));
    }

    @Test
    void aPasswordThatOthersMayReadIsNotUsed() throws Exception {
        Files.setPosixFilePermissions(
                folder.resolve("tellpass.dat"), PosixFilePermissions.fromString("rw-r-----"));

        assertFalse(control("manager_ip_address 127.0.0.1").isMeant("XTELLMAIL x", HERE));
        assertTrue(log.lines().getFirst().contains("chmod 600 cures that"), log.lines()::toString);
    }

    @Test
    void rubbishIsRefused() throws Exception {
        RemoteControl control = control("manager_ip_address 127.0.0.1");
        try (ServerSocket server = new ServerSocket(0, 1, HERE);
                Socket client = new Socket()) {
            Thread serving = Thread.startVirtualThread(() -> serve(server, control));
            client.connect(server.getLocalSocketAddress());
            client.getOutputStream()
                    .write("XTELLMAIL ====\r\n".getBytes(StandardCharsets.US_ASCII));

            String replies =
                    new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            serving.join();
            assertEquals("220 hello\r\n535 5.7.8 Not proved; closing connection\r\n", replies);
        }
    }
}
