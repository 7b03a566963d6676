package dmail.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import dmail.common.server.CannotStart;
import dmail.common.server.Running;
import dmail.common.testing.EncryptedTalk;
import dmail.common.testing.FakeClock;
import dmail.common.testing.FakeUsers;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole server with a certificate: STLS, and encryption from the first octet. */
@Timeout(60)
class PopTlsTest {
    private static final String LINE = ".0123456789 and so on";
    private static final int LINES = 30_000;

    @TempDir private Path folder;
    private final MemoryLog log = new MemoryLog();
    private PopServer server;

    @BeforeEach
    void start() throws IOException, CannotStart {
        Files.createDirectories(folder.resolve("work"));
        Files.createDirectories(folder.resolve("in"));
        Files.writeString(
                folder.resolve("work/nwauth.txt"), "alice:" + FakeUsers.SCRAM_OF_SECRET + "\n");
        Files.writeString(
                folder.resolve("in/alice"),
                "From bob@b.example Sat Nov 21 12:00:00 2026\nSubject: large\n\n"
                        + (LINE + "\n").repeat(LINES)
                        + "\n");
        certify(TestCertificate.good());
        server = PopServer.start(configuration(), log, TestServer.program(FakeClock.atNoon()));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private void certify(TestCertificate made) throws IOException {
        Files.writeString(folder.resolve("mail.pem"), made.pem() + made.key());
    }

    private Configuration configuration() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("dmail.conf"),
                        """
                        host_domain test.example
                        drop_path in
                        work_path work
                        tls_certificate mail.pem
                        listen plain on 127.0.0.1:0
                        listen plain protocol pop
                        listen safe on 127.0.0.1:0
                        listen safe protocol pop
                        listen safe encryption ssl
                        """);
        return ConfigReader.read(file, Server.DPOP).configuration();
    }

    private EncryptedTalk connect(String entrance) throws IOException {
        String ready = server.ready().toString();
        Matcher port = Pattern.compile(" " + entrance + "=127\\.0\\.0\\.1:(\\d+)").matcher(ready);
        assertTrue(port.find(), ready);
        return EncryptedTalk.to(Integer.parseInt(port.group(1)));
    }

    private static void logIn(EncryptedTalk client) throws IOException {
        assertEquals("+OK send your password", client.ask("USER alice"));
        assertTrue(client.ask("PASS secret").startsWith("+OK 1 messages"));
    }

    @Test
    void aSessionGoesOverToEncryption() throws IOException {
        try (EncryptedTalk client = connect("pop")) {
            assertTrue(client.hear().startsWith("+OK"));
            client.send("CAPA\r\n");
            assertTrue(client.hearTo(".").contains("|STLS|"));
            assertEquals("+OK send your password", client.ask("USER alice"));
            assertEquals("+OK begin TLS now", client.ask("STLS"));
            client.encrypt();
            assertEquals("-ERR send USER first", client.ask("PASS secret"));
            client.send("CAPA\r\n");
            assertFalse(client.hearTo(".").contains("STLS"));
            assertEquals("-ERR the connection is encrypted already", client.ask("STLS"));
            logIn(client);
            assertEquals("-ERR you are logged in already", client.ask("STLS"));
            assertEquals("+OK goodbye", client.ask("QUIT"));
            assertEquals("", client.hear());
        }
    }

    /** CVE-2021-33515 and its like. */
    @Test
    void commandsSentAheadInClearTextAreForgotten() throws IOException {
        try (EncryptedTalk client = connect("pop")) {
            assertTrue(client.hear().startsWith("+OK"));
            client.send("STLS\r\nUSER alice\r\nPASS secret\r\nSTAT\r\n");
            assertEquals("+OK begin TLS now", client.hear());
            client.encrypt();
            assertEquals("-ERR log in first", client.ask("NOOP"));
            assertEquals("-ERR send USER first", client.ask("PASS secret"));
        }
    }

    @Test
    void aLargeMessageComesWholeEitherWay() throws IOException {
        for (String entrance : List.of("pop", "pops")) {
            try (EncryptedTalk client = connect(entrance)) {
                if (entrance.equals("pops")) {
                    client.encrypt();
                }
                assertTrue(client.hear().startsWith("+OK"));
                logIn(client);
                assertTrue(client.ask("RETR 1").startsWith("+OK"));
                assertEquals("Subject: large", client.hear());
                assertEquals("", client.hear());
                for (int i = 0; i < LINES; i++) {
                    assertEquals("." + LINE, client.hear(), entrance + " line " + i);
                }
                assertEquals(".", client.hear());
            }
        }
    }

    @Test
    void aHandshakeThatFailsIsOneLineOfTheLog() throws IOException {
        try (EncryptedTalk client = connect("pops")) {
            client.send("GET / HTTP/1.1\r\n\r\n");
            String _ = client.hear();
            assertEquals("", client.hear());
        }
        assertEquals(1, lines("handshake failed").size(), String.join("\n", log.lines()));
        assertTrue(
                lines("handshake failed")
                        .getFirst()
                        .contains("reason=\"it sent something else than TLS\""));
    }

    /** Those who begin a handshake and fall silent hold up nobody. */
    @Test
    void clientsThatFallSilentHoldUpNobody() throws IOException {
        List<EncryptedTalk> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                EncryptedTalk client = connect("pops");
                client.send("\u0016\u0003\u0001\u0002");
                silent.add(client);
            }
            try (EncryptedTalk client = connect("pops")) {
                client.encrypt();
                assertTrue(client.hear().startsWith("+OK"));
            }
        } finally {
            for (EncryptedTalk client : silent) {
                client.close();
            }
        }
    }

    @Test
    void aReloadTakesTheNewCertificateAndKeepsTheOldWhenTheNewIsBad() throws IOException {
        certify(TestCertificate.of("RSA", Instant.now()));
        assertInstanceOf(Running.Reload.Done.class, server.reload(configuration()));
        assertEquals("RSA", algorithm());

        Files.writeString(folder.resolve("mail.pem"), "rubbish");
        Running.Reload.Refused refused =
                assertInstanceOf(Running.Reload.Refused.class, server.reload(configuration()));
        assertTrue(refused.why().startsWith(folder + "/mail.pem: no PEM certificate"));
        assertEquals("RSA", algorithm());
    }

    private String algorithm() throws IOException {
        try (EncryptedTalk client = connect("pops")) {
            client.encrypt();
            return client.certificate().getPublicKey().getAlgorithm();
        }
    }

    private List<String> lines(String event) {
        return log.lines().stream().filter(line -> line.contains(event)).toList();
    }
}
