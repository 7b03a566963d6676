package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.config.Configuration;
import dmail.common.config.read.ConfigReader;
import dmail.common.server.Running;
import dmail.common.testing.EncryptedTalk;
import dmail.common.testing.FakeClock;
import dmail.common.testing.FakeUsers;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole server with a certificate: STARTTLS, encryption at once, and submission. */
@Timeout(60)
class SmtpTlsTest {
    private static final String LOGIN =
            "AUTH PLAIN "
                    + Base64.getEncoder()
                            .encodeToString("\0alice\0secret".getBytes(StandardCharsets.US_ASCII));

    private final MemoryLog log = new MemoryLog();
    private final SmtpProgram program =
            new SmtpProgram(FakeClock.atNoon(), ZoneOffset.UTC, new Random(25), false);
    private @TempDir Path folder;
    private Server server;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectory(folder.resolve("mail"));
        Files.createDirectory(folder.resolve("work"));
        Files.writeString(
                folder.resolve("users.txt"), "alice:" + FakeUsers.SCRAM_OF_SECRET + ":\n");
        TestCertificate made = TestCertificate.good();
        Files.writeString(folder.resolve("mail.pem"), made.pem() + made.key());
        server = assertInstanceOf(Server.class, program.start(configuration(), log));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Configuration configuration() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("dmail.conf"),
                        """
                        host_domain test.example
                        sysadmin alice@test.example
                        drop_path mail
                        work_path work
                        users_file users.txt
                        tls_certificate mail.pem
                        listen in on 127.0.0.1:0
                        listen in protocol smtp
                        listen users on 127.0.0.1:0
                        listen users protocol submission
                        listen safe on 127.0.0.1:0
                        listen safe protocol submission
                        listen safe encryption ssl
                        """);
        return ConfigReader.read(file, dmail.common.config.Server.DSMTP).configuration();
    }

    private EncryptedTalk connect(String entrance) throws IOException {
        String ready = server.ready().toString();
        Matcher port = Pattern.compile(" " + entrance + "=127\\.0\\.0\\.1:(\\d+)").matcher(ready);
        assertTrue(port.find(), ready);
        return EncryptedTalk.to(Integer.parseInt(port.group(1)));
    }

    private static String hello(EncryptedTalk client) throws IOException {
        client.send("EHLO client.example\r\n");
        return client.hearTo("250 ");
    }

    @Test
    void aSessionGoesOverToEncryptionAndForgetsWhatWasSaid() throws IOException {
        try (EncryptedTalk client = connect("smtp")) {
            assertTrue(client.hear().startsWith("220 "));
            assertEquals("503 5.5.1 Send EHLO first", client.ask("STARTTLS"));
            String offers = hello(client);
            assertTrue(offers.contains("|250-STARTTLS|250-AUTH SCRAM-SHA-256|"), offers);
            assertEquals("538 5.7.11 Send STARTTLS first", client.ask(LOGIN));
            assertTrue(client.ask("MAIL FROM:<>").startsWith("250"));
            assertTrue(client.ask("RCPT TO:<alice@test.example>").startsWith("250"));
            assertEquals("220 2.0.0 Begin TLS now", client.ask("STARTTLS"));
            client.encrypt();
            assertEquals("503 5.5.1 Send EHLO first", client.ask("DATA"));
            String inside = hello(client);
            assertFalse(inside.contains("STARTTLS"), inside);
            assertTrue(inside.contains("|250-AUTH SCRAM-SHA-256 PLAIN LOGIN|"), inside);
            assertEquals("503 5.5.1 The connection is encrypted already", client.ask("STARTTLS"));
            assertTrue(client.ask("QUIT").startsWith("221"));
            assertEquals("", client.hear());
        }
    }

    /** CVE-2011-0411 and its like. */
    @Test
    void commandsSentAheadInClearTextAreForgotten() throws IOException {
        try (EncryptedTalk client = connect("smtp")) {
            assertTrue(client.hear().startsWith("220 "));
            hello(client);
            client.send("STARTTLS\r\nEHLO x\r\nNOOP\r\n");
            assertTrue(client.hear().startsWith("220 "));
            client.encrypt();
            assertEquals("503 5.5.1 Send EHLO first", client.ask("MAIL FROM:<>"));
        }
    }

    @Test
    void whoHasLoggedInSubmitsMailThatBecomesComplete() throws Exception {
        try (EncryptedTalk client = connect("submissions")) {
            client.encrypt();
            assertTrue(client.hear().startsWith("220 "));
            hello(client);
            assertEquals("530 5.7.0 Log in first", client.ask("MAIL FROM:<alice@test.example>"));
            assertEquals("235 2.7.0 You are logged in", client.ask(LOGIN));
            assertTrue(client.ask("MAIL FROM:<alice@test.example>").startsWith("250"));
            assertTrue(client.ask("RCPT TO:<alice@test.example>").startsWith("250"));
            assertTrue(client.ask("DATA").startsWith("354"));
            assertTrue(client.ask("Subject: x\r\n\r\nhello\r\n.").startsWith("250"));
            assertTrue(client.ask("QUIT").startsWith("221"));
        }
        String _ = log.await(" delivered ");
        server.stop();
        String mail = Files.readString(folder.resolve("mail/alice"));
        assertTrue(mail.contains(" with ESMTPSA id "), mail);
        assertTrue(
                Pattern.compile(
                                "Subject: x\nDate: Sat, 21 Nov 2026 .*\nMessage-ID:"
                                        + " <.*@test\\.example>\n\nhello\n")
                        .matcher(mail)
                        .find(),
                mail);
        assertTrue(log.lines().stream().anyMatch(line -> line.contains("login client=127.0.0.1")));
        assertTrue(log.lines().stream().noneMatch(line -> line.contains("secret")));
    }

    /** Passwords cross no network there, and a user's program may know no encryption. */
    @Test
    void submissionFromThisHostNeedsNoEncryption() throws IOException {
        try (EncryptedTalk client = connect("submission")) {
            assertTrue(client.hear().startsWith("220 "));
            hello(client);
            assertEquals("235 2.7.0 You are logged in", client.ask(LOGIN));
            assertTrue(client.ask("MAIL FROM:<alice@test.example>").startsWith("250"));
            assertTrue(client.ask("RCPT TO:<bob@elsewhere.example>").startsWith("250"));
            assertTrue(client.ask("STARTTLS").startsWith("220"));
            client.encrypt();
            hello(client);
            assertEquals("530 5.7.0 Log in first", client.ask("MAIL FROM:<alice@test.example>"));
        }
    }

    @Test
    void aBadFileRefusesTheReloadAndKeepsTheCertificate() throws IOException {
        Files.writeString(folder.resolve("mail.pem"), "rubbish");

        assertInstanceOf(Running.Reload.Refused.class, server.reload(configuration()));
        try (EncryptedTalk client = connect("submissions")) {
            client.encrypt();
            assertTrue(client.hear().startsWith("220 "));
        }
    }

    @Test
    void aHandshakeThatFailsIsOneLineOfTheLog() throws IOException {
        try (EncryptedTalk client = connect("submissions")) {
            client.send("EHLO client.example\r\n");
            String _ = client.hear();
        }
        server.stop();
        List<String> failed =
                log.lines().stream().filter(line -> line.contains("handshake failed")).toList();
        assertEquals(1, failed.size(), String.join("\n", log.lines()));
    }
}
