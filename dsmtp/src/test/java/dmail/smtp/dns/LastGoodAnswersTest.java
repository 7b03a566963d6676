package dmail.smtp.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** What happens when DNS denies what it said before. */
@Timeout(60)
class LastGoodAnswersTest {
    private static final String ROUTE = "mx.example.com:25 192.0.2.1";

    private @TempDir Path folder;
    private DnsWorld world;

    @BeforeEach
    void knowADomain() throws IOException {
        world = new DnsWorld(folder);
        world.server
                .has("example.com", "MX", "10 mx.example.com.")
                .has("example.com", "A", "192.0.2.80")
                .has("mx.example.com", "A", "192.0.2.1");
        assertEquals(ROUTE, world.route("example.com"));
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private void denyEverything() throws IOException {
        world.server.forget("example.com").forget("mx.example.com");
        world.forgetMemory();
    }

    @Test
    void goesWhereItWentBeforeAndSaysSo() throws IOException {
        denyEverything();
        assertEquals(ROUTE, world.route("example.com"));
        assertEquals(
                List.of(
                        "info: - dns stale answer used question=\"MX example.com\""
                                + " answer=\"10 mx.example.com\" from=2026-11-21T12:00:00Z"
                                + " reason=\"DNS says now that there is none\"",
                        "info: - dns stale answer used question=\"A mx.example.com\""
                                + " answer=192.0.2.1 from=2026-11-21T12:00:00Z"
                                + " reason=\"DNS says now that there is none\""),
                world.log.lines());
    }

    @Test
    void remembersAfterARestart() throws IOException {
        world.restart();
        denyEverything();
        assertEquals(ROUTE, world.route("example.com"));
    }

    @Test
    void remembersForAMonth() throws IOException {
        denyEverything();
        world.clock.advance(Duration.ofDays(30));
        assertEquals(ROUTE, world.route("example.com"));
        world.clock.advance(Duration.ofSeconds(1));
        assertInstanceOf(Exchangers.NoSuchDomain.class, world.of("example.com"));
    }

    @Test
    void remembersNothingWhenThatIsSwitchedOff() throws IOException {
        world.withoutDisk();
        denyEverything();
        assertInstanceOf(Exchangers.NoSuchDomain.class, world.of("example.com"));
    }

    /** What is wrong about the mail exchanger is right about the web server. */
    @Test
    void theRememberedExchangerComesBeforeTheDomainsOwnAddress() throws IOException {
        world.server.misbehaves(
                "example.com",
                (query, good) -> {
                    boolean mx = query.getQuestion().getType() == DnsRecordType.MX.code();
                    Message denied = good.clone();
                    denied.removeAllRecords(Section.ANSWER);
                    denied.getHeader().setRcode(Rcode.NXDOMAIN);
                    return List.of((mx ? denied : good).toWire());
                });
        world.forgetMemory();
        assertEquals(ROUTE, world.route("example.com"));
    }

    /** The owner has taken the exchanger out of DNS and left the rest. */
    @Test
    void aDomainThatGaveUpItsExchangerIsBelieved() throws IOException {
        world.server.forget("example.com").has("example.com", "A", "192.0.2.80");
        world.forgetMemory();
        assertEquals("example.com:25 192.0.2.80", world.route("example.com"));
    }

    @Test
    void remembersTheAddressOfADomainWithoutExchangers() throws IOException {
        world.server
                .has("plain.example", "A", "192.0.2.7")
                .has("plain.example", "AAAA", "2001:db8::7");
        String route = world.route("plain.example");
        world.server.forget("plain.example");
        world.forgetMemory();
        assertEquals(route, world.route("plain.example"));
    }

    @Test
    void aFailureIsNoReasonToRemember() throws IOException {
        world.server.answers("example.com", "SERVFAIL");
        world.forgetMemory();
        assertInstanceOf(Exchangers.TryLater.class, world.of("example.com"));
        assertEquals(List.of(), world.log.lines());
    }

    @Test
    void aDomainThatTakesNoMailIsNotRemembered() throws IOException {
        world.server.has("null.example", "MX", "0 .");
        assertEquals("takes no mail", world.route("null.example"));
        world.server.forget("null.example");
        world.forgetMemory();
        assertInstanceOf(Exchangers.NoSuchDomain.class, world.of("null.example"));
    }
}
