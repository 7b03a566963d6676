package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.smtp.client.Sink;
import dmail.smtp.testing.TestDns;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole server: from where its mail leaves, and that it doesn't send to itself. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OwnSourceTest {
    private @TempDir Path folder;
    private WholeServer site;

    @BeforeEach
    void makeFolders() throws Exception {
        site =
                WholeServer.in(
                        folder,
                        List.of("alice"),
                        """
                        host_domain other.example
                        local_host mail.test.example
                        """);
    }

    @AfterEach
    void stop() {
        site.close();
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
            site.start(dns.setting() + line + "\nremote_smtp_port " + sink.port() + "\n");

            site.send("alice@test.example", "x@far.example");

            String failed = site.log().await("failed to=x@far.example");
            assertTrue(failed.contains("status=5.4.6"), failed);
            assertEquals(0, sink.connections());
        }
    }

    @Test
    void momN23_relayToSelfLiftsIt() throws Exception {
        try (TestDns dns = TestDns.start();
                Sink sink = Sink.start()) {
            dns.has("far.example", "A", "127.0.0.1");
            site.start(
                    dns.setting() + "relay_to_self true\nremote_smtp_port " + sink.port() + "\n");

            site.send("alice@test.example", "x@far.example");

            site.log().await("delivered to=x@far.example");
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
        site.start(line + "\ngateway far.example " + gateway + "\n");

        site.send("alice@test.example", "x@far.example");

        String deferred = site.log().await("deferred to=x@far.example");
        assertTrue(deferred.contains(family), deferred);
    }

    /** No line of bindings is needed for that. */
    @Test
    void b4_arg9_aGroupLeavesFromItsAddressAndNobodyElseDoes() throws Exception {
        try (Sink sink = Sink.start()) {
            site.start(
                    """
                    domain_group one domain other.example
                    domain_group one bind_to 127.0.0.1
                    domain_group one dedicated true
                    outbound_ipv4 same
                    bind_address 127.0.0.4
                    gateway far.example 127.0.0.1:%d
                    """
                            .formatted(sink.port()));

            site.send("alice@other.example", "x@far.example");
            site.log().await("delivered to=x@far.example");
            site.send("alice@test.example", "x@far.example");
            sink.await(2);

            assertEquals(List.of("127.0.0.1", "127.0.0.4"), sink.clients());
        }
    }
}
