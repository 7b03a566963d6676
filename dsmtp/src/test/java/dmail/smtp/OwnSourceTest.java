package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.read.ConfigReader;
import dmail.common.testing.DialogueScript;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.smtp.client.Sink;
import dmail.smtp.testing.TestDns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole server: from where its mail leaves, and that it doesn't send to itself. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OwnSourceTest {
    private final MemoryLog log = new MemoryLog();
    private final SmtpProgram program =
            new SmtpProgram(FakeClock.atNoon(), ZoneOffset.UTC, new Random(25), false);
    private @TempDir Path folder;
    private Optional<Server> started = Optional.empty();

    @AfterEach
    void stop() {
        started.ifPresent(Server::stop);
    }

    private void start(String lines) throws Exception {
        Files.createDirectory(folder.resolve("mail"));
        Files.createDirectory(folder.resolve("work"));
        Files.writeString(folder.resolve("users.txt"), "alice:*:\n");
        Server server = assertInstanceOf(Server.class, program.start(configuration(lines), log));
        started = Optional.of(server);
    }

    private Server server() {
        return started.orElseThrow();
    }

    private Configuration configuration(String lines) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("dmail.conf"),
                        """
                        host_domain test.example
                        host_domain other.example
                        local_host mail.test.example
                        drop_path mail
                        work_path work
                        users_file users.txt
                        listen here on 127.0.0.1:0
                        listen here protocol smtp
                        """
                                + lines);
        ConfigReading reading = ConfigReader.read(file, dmail.common.config.Server.DSMTP);
        assertTrue(reading.isUsable(), () -> reading.problems().toString());
        return reading.configuration();
    }

    private void send(String from) throws IOException {
        DialogueScript.of(
                        "a message",
                        """
                        S: 220 .*
                        C: HELO client.example
                        S: 250 .*
                        C: MAIL FROM:<%s>
                        S: 250 .*
                        C: RCPT TO:<x@far.example>
                        S: 250 .*
                        C: DATA
                        S: 354 .*
                        C: Subject: hello
                        C:
                        C: text
                        C: .
                        S: 250 .*
                        C: QUIT
                        S: 221 .*
                        """
                                .formatted(from))
                .playOver(server().address());
    }

    /** Others see this host there; a connection would come back. */
    @ParameterizedTest
    @CsvSource({
        "203.0.113.10, ip 127.0.0.1 public_address 203.0.113.10",
        "127.0.0.9, ip 127.0.0.1 description loopback",
        "::1, ip 127.0.0.1 description loopback"
    })
    void b11_momN23_bi22_mailIsNotSentToOurselves(String exchanger, String line) throws Exception {
        try (TestDns dns = TestDns.start();
                Sink sink = Sink.start()) {
            dns.has("far.example", "MX", "10 mx.far.example.")
                    .has("mx.far.example", exchanger.contains(":") ? "AAAA" : "A", exchanger);
            start(dns.setting() + line + "\nremote_smtp_port " + sink.port() + "\n");

            send("alice@test.example");

            String failed = log.await("failed to=x@far.example");
            assertTrue(failed.contains("status=5.4.6"), failed);
            assertEquals(0, sink.connections());
        }
    }

    @Test
    void momN23_relayToSelfLiftsIt() throws Exception {
        try (TestDns dns = TestDns.start();
                Sink sink = Sink.start()) {
            dns.has("far.example", "A", "127.0.0.1");
            start(dns.setting() + "relay_to_self true\nremote_smtp_port " + sink.port() + "\n");

            send("alice@test.example");

            log.await("delivered to=x@far.example");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "outbound_ipv6 bound, [::1]:25, IPv6",
        "outbound_ipv6 off, [::1]:25, IPv6",
        "outbound_ipv4 bound, 127.0.0.1:25, IPv4",
        "outbound_ipv4 off, 127.0.0.1:25, IPv4"
    })
    void bi23_mailWithoutAnAddressOfTheFamilyIsDeferredWithItsName(
            String line, String gateway, String family) throws Exception {
        start(line + "\ngateway far.example " + gateway + "\n");

        send("alice@test.example");

        String deferred = log.await("deferred to=x@far.example");
        assertTrue(deferred.contains(family), deferred);
    }

    /** No line of bindings is needed for that. */
    @Test
    void b4_arg9_aGroupLeavesFromItsAddressAndNobodyElseDoes() throws Exception {
        try (Sink sink = Sink.start()) {
            start(
                    """
                    domain_group one domain other.example
                    domain_group one bind_to 127.0.0.1
                    domain_group one dedicated true
                    outbound_ipv4 same
                    bind_address 127.0.0.4
                    gateway far.example 127.0.0.1:%d
                    """
                            .formatted(sink.port()));

            send("alice@other.example");
            log.await("delivered to=x@far.example");
            send("alice@test.example");
            sink.await(2);

            assertEquals(List.of("127.0.0.1", "127.0.0.4"), sink.clients());
        }
    }
}
