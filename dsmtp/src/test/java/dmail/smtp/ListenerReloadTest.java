package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.AdminReply;
import dmail.common.admin.command.DsmtpCommand;
import dmail.common.admin.listen.ListenerControl.Outcome;
import dmail.common.admin.listen.ListenerState;
import dmail.common.admin.listen.ListenerState.State;
import dmail.common.cli.ExitStatus;
import dmail.common.config.Configuration;
import dmail.common.config.read.ConfigReader;
import dmail.common.server.CannotStart;
import dmail.common.server.Running.Reload;
import dmail.common.testing.EncryptedTalk;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.TestCertificate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole server, while lines about where it listens change. */
@Timeout(60)
final class ListenerReloadTest {
    private static final String MX = "listen mx on 127.0.0.1:0\nlisten mx protocol smtp\n";
    private static final String USERS =
            "listen users on 127.0.0.1:0\nlisten users protocol submission\n";
    private static final String SAFE =
            """
            listen safe on 127.0.0.1:0
            listen safe protocol submission
            listen safe encryption ssl
            """;

    /** Of a network for documentation. */
    private static final String ABSENT = "listen out on 192.0.2.99:25\nlisten out protocol smtp\n";

    private final MemoryLog log = new MemoryLog();
    private final SmtpProgram program =
            new SmtpProgram(FakeClock.atNoon(), ZoneOffset.UTC, new Random(25), false);
    private @TempDir Path folder;
    private Optional<Server> started = Optional.empty();

    @BeforeEach
    void makeFolders() throws Exception {
        Files.createDirectory(folder.resolve("mail"));
        Files.createDirectory(folder.resolve("work"));
        Files.writeString(folder.resolve("users.txt"), "alice:*:\n");
        TestCertificate made = TestCertificate.good();
        Files.writeString(folder.resolve("mail.pem"), made.pem() + made.key());
    }

    @AfterEach
    void stop() {
        started.ifPresent(Server::stop);
    }

    @Test
    void sm5_sm7_aReloadOpensAndClosesListenersAndItsSessionsGoOn() throws Exception {
        start(MX);
        int first = port("mx");
        try (EncryptedTalk before = EncryptedTalk.to(first)) {
            assertTrue(before.hear().startsWith("220 "));

            assertEquals(new Reload.Done(), reload(MX.replace("listen mx", "listen other")));

            assertEquals(List.of("other"), names());
            assertTrue(greeting(port("other")).startsWith("220 "));
            assertThrows(ConnectException.class, () -> greeting(first));
            assertTrue(before.ask("NOOP").startsWith("250 "));
        }
    }

    @Test
    void aReloadThatIsRefusedASocketChangesNothing() throws Exception {
        start(MX);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            String lines =
                    "listen new on 127.0.0.1:%d\nlisten new protocol smtp\n"
                            .formatted(taken.getLocalPort());

            Reload.Refused refused =
                    assertInstanceOf(
                            Reload.Refused.class,
                            reload(MX + lines + SAFE + "tls_certificate mail.pem\nmax_rcpts 7\n"));

            assertEquals(
                    "can't listen at 127.0.0.1:%d: Address already in use"
                            .formatted(taken.getLocalPort()),
                    refused.why());
        }
        assertEquals(List.of("mx"), names());
        try (EncryptedTalk client = EncryptedTalk.to(port("mx"))) {
            client.hear();
            assertFalse(hello(client).contains("STARTTLS"));
        }
    }

    /** Its sockets were bound before the other settings were read. */
    @Test
    void aReloadThatIsRefusedItsSettingsOpensNothing() throws Exception {
        start(MX);

        assertInstanceOf(
                Reload.Refused.class,
                reload(MX + USERS + "authent_method external\nauthent_process /bin/x \"a\n"));

        assertEquals(List.of("mx"), names());
        assertTrue(greeting(port("mx")).startsWith("220 "));
        assertEquals(
                List.of(), log.lines().stream().filter(l -> l.contains(" listener ")).toList());
    }

    @Test
    void aCertificateThatAReloadBringsOpensWhatNeedsOne() throws Exception {
        start(MX + SAFE);
        assertEquals(State.DOWN, state("safe").state());

        assertEquals(new Reload.Done(), reload(MX + SAFE + "tls_certificate mail.pem\n"));

        try (EncryptedTalk client = EncryptedTalk.to(port("safe"))) {
            client.encrypt();
            assertTrue(client.hear().startsWith("220 "));
        }
        try (EncryptedTalk client = EncryptedTalk.to(port("mx"))) {
            client.hear();
            assertTrue(hello(client).contains("STARTTLS"));
        }
    }

    @Test
    void sm12_withEncryptionNoneAPortOffersNoStartTls() throws Exception {
        String lines =
                """
                tls_certificate mail.pem
                port mx protocol smtp
                port mx number 0
                ip 127.0.0.1 ports mx
                """;
        start(lines);
        try (EncryptedTalk client = EncryptedTalk.to(port("mx@127.0.0.1"))) {
            client.hear();
            assertTrue(hello(client).contains("STARTTLS"));
        }

        assertEquals(new Reload.Done(), reload(lines + "port mx encryption none\n"));

        try (EncryptedTalk client = EncryptedTalk.to(port("mx@127.0.0.1"))) {
            client.hear();
            assertFalse(hello(client).contains("STARTTLS"));
            assertTrue(client.ask("STARTTLS").startsWith("50"));
        }
    }

    @Test
    void mtq13_aListenerIsStoppedAndStarted() throws Exception {
        start(MX + USERS);
        int port = port("users");

        assertEquals(new Outcome.Done(), server().view().listenerControl().stop("users"));
        assertThrows(ConnectException.class, () -> greeting(port));
        assertEquals(new Outcome.Done(), server().view().listenerControl().start("users"));

        assertTrue(greeting(port("users")).startsWith("220 "));
    }

    @Test
    void b12_aServerRunsWhoseListenersAllWait() throws Exception {
        start(ABSENT);

        assertEquals(State.WAITING, state("out").state());
        assertEquals("- ready waiting=out", server().ready().toString());
        assertEquals(new Reload.Done(), reload(MX + ABSENT));
        assertTrue(greeting(port("mx")).startsWith("220 "));
    }

    @Test
    void b12_withMissingFailTheServerDoesNotStartAndAReloadFails() throws Exception {
        String lines = MX + ABSENT + "listen out missing fail\n";
        CannotStart why = assertThrows(CannotStart.class, () -> start(lines));
        assertEquals(ExitStatus.OS_ERROR, why.status());

        start(MX);

        assertInstanceOf(Reload.Refused.class, reload(lines));
        assertEquals(List.of("mx"), names());
    }

    @Test
    void momN30_aChangeOfSendingAloneLeavesListenersAsTheyAre() throws Exception {
        start(MX);
        assertInstanceOf(Outcome.Done.class, server().view().listenerControl().stop("mx"));

        assertEquals(
                new Reload.Done(OptionalInt.of(0)),
                server().changeSending(
                                configuration(MX + "binding default ehlo_hostname a.example\n")));

        assertEquals(State.STOPPED, state("mx").state());
        AdminReply reply =
                server().view()
                        .carryOut(
                                DsmtpCommand.CONFIG_EVAL,
                                List.of("binding", "default", "ehlo_hostname"));
        assertTrue(reply.text().startsWith("ehlo_hostname a.example  ("), reply.text());
    }

    private void start(String lines) throws Exception {
        started =
                Optional.of(
                        assertInstanceOf(Server.class, program.start(configuration(lines), log)));
    }

    private Server server() {
        return started.orElseThrow();
    }

    private Reload reload(String lines) throws IOException {
        return server().reload(configuration(lines));
    }

    private Configuration configuration(String lines) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("dmail.conf"),
                        """
                        host_domain test.example
                        sysadmin alice@test.example
                        drop_path mail
                        work_path work
                        users_file users.txt
                        """
                                + lines);
        return ConfigReader.read(file, dmail.common.config.Server.DSMTP).configuration();
    }

    private List<String> names() {
        return server().view().listenerControl().states().stream()
                .map(each -> each.listener().name())
                .toList();
    }

    private ListenerState state(String name) {
        return server().view().listenerControl().states().stream()
                .filter(each -> each.listener().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private int port(String name) {
        return state(name).port();
    }

    private static String hello(EncryptedTalk client) throws IOException {
        client.send("EHLO client.example\r\n");
        return client.hearTo("250 ");
    }

    private static String greeting(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            byte[] octets = new byte[4];
            int length = socket.getInputStream().readNBytes(octets, 0, octets.length);
            return new String(octets, 0, length, StandardCharsets.US_ASCII);
        }
    }
}
