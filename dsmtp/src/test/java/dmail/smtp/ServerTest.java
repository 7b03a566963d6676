package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.AdminReply;
import dmail.common.admin.StatusItem;
import dmail.common.admin.command.DpopCommand;
import dmail.common.admin.command.DsmtpCommand;
import dmail.common.cli.ExitStatus;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.read.ConfigReader;
import dmail.common.server.CannotStart;
import dmail.common.server.Running.Reload;
import dmail.common.testing.DialogueScript;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole server on a free port, with real folders. */
@Timeout(60)
class ServerTest {
    private static final DialogueScript ONE_MESSAGE =
            DialogueScript.of(
                    "one message",
                    """
                    S: 220 mail\\.test\\.example DSMTP ESMTP Server v4\\.0\\.0 at .* GMT
                    C: EHLO client.example
                    S*9: 250-.*
                    S: 250 HELP
                    C: MAIL FROM:<ann@elsewhere.example>
                    C: RCPT TO:<nobody@test.example>
                    C: RCPT TO:<Alice@test.example>
                    C: DATA
                    S: 250 .*
                    S: 550 5\\.1\\.1 .*
                    S: 250 .*
                    S: 354 .*
                    C: Subject: hello
                    C:
                    C: From here
                    C: ..
                    C: .
                    C: QUIT
                    S: 250 2\\.0\\.0 Accepted as [0-9A-Z]{14}
                    S: 221 .*
                    """);

    private final MemoryLog log = new MemoryLog();
    private final SmtpProgram program =
            new SmtpProgram(FakeClock.atNoon(), ZoneOffset.UTC, new Random(25), false);
    private @TempDir Path folder;
    private Server server;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectory(folder.resolve("mail"));
        Files.createDirectory(folder.resolve("work"));
        Files.writeString(folder.resolve("users.txt"), "alice:*:\nbob:*:\n");
        server = start(configuration(""));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Server start(Configuration configuration) throws CannotStart {
        return assertInstanceOf(Server.class, program.start(configuration, log));
    }

    private Configuration configuration(String more) throws IOException {
        Path file = folder.resolve("dmail.conf");
        Files.writeString(
                file,
                """
                host_domain test.example
                local_host mail.test.example
                drop_path %1$s/mail
                work_path %1$s/work
                authent_method internal
                users_file %1$s/users.txt
                listen here on 127.0.0.1:0
                listen here protocol smtp
                %2$s\
                """
                        .formatted(folder, more));
        ConfigReading reading = ConfigReader.read(file, dmail.common.config.Server.DSMTP);
        assertTrue(reading.isUsable(), () -> reading.problems().toString());
        return reading.configuration();
    }

    private Object status(String name) {
        return server.view().status().stream()
                .filter(item -> item.name().equals(name))
                .map(StatusItem::value)
                .findFirst()
                .orElseThrow();
    }

    private Client connect() throws IOException {
        return new Client(new Socket(server.address().getAddress(), server.address().getPort()));
    }

    /** Says a line, hears a line. */
    private record Client(Socket socket, BufferedReader reader) implements AutoCloseable {
        Client(Socket socket) throws IOException {
            this(
                    socket,
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII)));
        }

        String hear() throws IOException {
            return String.valueOf(reader.readLine());
        }

        String say(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return hear();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void deliversToADropFile() throws Exception {
        ONE_MESSAGE.playOver(server.address());

        String delivered = log.await(" delivered ");
        String id = delivered.split(" ", 3)[1];
        assertEquals(
                """
                From ann@elsewhere.example Sat Nov 21 12:00:00 2026
                Return-Path: <ann@elsewhere.example>
                Received: from client.example ([127.0.0.1])
                \tby mail.test.example (DSMTP 4.0.0) with ESMTP id %s;
                \tSat, 21 Nov 2026 12:00:00 +0000
                Subject: hello

                >From here
                .

                """
                        .formatted(id),
                Files.readString(folder.resolve("mail/alice")));
        assertEquals(1L, status("messages_accepted"));
        assertEquals(1L, status("recipients_refused"));
    }

    @Test
    void aReloadCountsForOpenSessionsToo() throws Exception {
        try (Client client = connect()) {
            client.hear();
            client.say("HELO client.example");
            assertInstanceOf(
                    Reload.Done.class,
                    server.reload(configuration("ban_mailfrom *@spam.example\n")));
            assertEquals("550 5.7.1", client.say("MAIL FROM:<x@spam.example>").substring(0, 9));
        }
    }

    @Test
    void aSessionKeepsTheNameThatItBeganWith() throws Exception {
        String group =
                """
                domain_group one bind_to 127.0.0.1
                domain_group one local_host one.example
                """;
        try (Client client = connect()) {
            client.hear();
            assertInstanceOf(Reload.Done.class, server.reload(configuration(group)));
            assertEquals("250 mail.test.example", client.say("HELO client.example"));
        }
        try (Client client = connect()) {
            assertTrue(client.hear().startsWith("220 one.example "));
            assertEquals("250 one.example", client.say("HELO client.example"));
        }
    }

    @Test
    void aReloadThatCannotWorkLeavesTheOldSettings() throws Exception {
        Configuration next = configuration("authent_method external\nauthent_process /bin/x \"a\n");
        assertInstanceOf(Reload.Refused.class, server.reload(next));
        ONE_MESSAGE.playOver(server.address());
    }

    @Test
    void showsWhoIsConnected() throws Exception {
        try (Client client = connect()) {
            client.hear();
            client.say("HELO client.example");
            client.say("MAIL FROM:<ann@elsewhere.example>");
            assertEquals(1, server.view().channels().size());
            assertEquals("ADDRESSING", server.view().channels().getFirst().state());
        }
    }

    @Test
    void tellsAClientAboveTheLimitAtOnce() throws Exception {
        server.reload(configuration("max_sessions 1\n"));
        try (Client first = connect()) {
            first.hear();
            try (Client second = connect()) {
                assertEquals("421 4.3.2", second.hear().substring(0, 9));
            }
        }
        assertEquals(1L, status("sessions_turned_away"));
    }

    @Test
    void outgoingMailIsHeldBackAndGoesOnWhenToldTo() {
        assertEquals("0 outgoing connections\n", tell(DsmtpCommand.SHOWSEND));
        assertEquals(
                "outgoing mail is suspended; it waits in the queue\n", tell(DsmtpCommand.SUSPEND));
        assertEquals(true, status("outgoing_suspended"));
        assertTrue(Files.exists(folder.resolve("work/suspended")));
        assertEquals(
                "outgoing mail is resumed; 0 messages are tried now\n", tell(DsmtpCommand.RESUME));
        assertEquals(false, status("outgoing_suspended"));
    }

    private String tell(DsmtpCommand command) {
        return server.view().carryOut(command, List.of()).text();
    }

    @Test
    void stoppingSaysGoodbyeAndLetsNobodyIn() throws Exception {
        try (Client client = connect()) {
            client.hear();
            server.stop();
            assertEquals("421 4.3.2", client.hear().substring(0, 9));
            assertThrows(SocketException.class, this::connect);
        }
    }

    @Test
    void aPlaceThatIsTakenStopsTheStart() throws IOException {
        Configuration same =
                configuration("listen here on 127.0.0.1:" + server.address().getPort() + "\n");
        Server running = server;
        running.stop();
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(running.address());
            CannotStart why = assertThrows(CannotStart.class, () -> start(same));
            assertEquals(ExitStatus.OS_ERROR, why.status());
        }
    }

    @Test
    void showsWhereMailForADomainWouldGo() throws Exception {
        assertInstanceOf(
                Reload.Done.class,
                server.reload(configuration("gateway *.example 192.0.2.25:2525,127.0.0.1\n")));
        AdminReply reply = server.view().carryOut(DsmtpCommand.DNS, List.of("Other.Example"));
        assertEquals(
                """
                domain: other.example
                gateway: 192.0.2.25:2525, 127.0.0.1
                tried: 192.0.2.25 port 2525 at 192.0.2.25
                tried: 127.0.0.1 port 25 at 127.0.0.1
                """,
                reply.text());
        assertEquals(
                "dns: a..b is no domain\n",
                server.view().carryOut(DsmtpCommand.DNS, List.of("a..b")).text());
        // An address of this machine, in another domain's mail.
        assertEquals(
                """
                domain: [127.0.0.1]
                bounces: [127.0.0.1] is an address of this server
                """,
                server.view().carryOut(DsmtpCommand.DNS, List.of("[127.0.0.1]")).text());
    }

    @Test
    void hasNoCommandsOfDpop() {
        assertThrows(
                IllegalArgumentException.class,
                () -> server.view().carryOut(DpopCommand.CHECK, List.of("all")));
    }
}
