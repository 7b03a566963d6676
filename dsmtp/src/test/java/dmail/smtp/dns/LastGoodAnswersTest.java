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
    private DnsFixture fixture;

    @BeforeEach
    void knowADomain() throws IOException {
        fixture = new DnsFixture(folder);
        fixture.server
                .has("example.com", "MX", "10 mx.example.com.")
                .has("example.com", "A", "192.0.2.80")
                .has("mx.example.com", "A", "192.0.2.1");
        assertEquals(ROUTE, fixture.route("example.com"));
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    private void denyEverything() throws IOException {
        fixture.server.forget("example.com").forget("mx.example.com");
        fixture.forgetMemory();
    }

    @Test
    void dm13_goesWhereItWentBeforeAndSaysSo() throws IOException {
        denyEverything();
        assertEquals(ROUTE, fixture.route("example.com"));
        assertEquals(
                List.of(
                        "info: - dns stale answer used question=\"MX example.com\""
                                + " answer=\"10 mx.example.com\" from=2026-11-21T12:00:00Z"
                                + " reason=\"DNS says now that there is none\"",
                        "info: - dns stale answer used question=\"A mx.example.com\""
                                + " answer=192.0.2.1 from=2026-11-21T12:00:00Z"
                                + " reason=\"DNS says now that there is none\""),
                fixture.log.lines());
    }

    @Test
    void remembersAfterARestart() throws IOException {
        fixture.restart();
        denyEverything();
        assertEquals(ROUTE, fixture.route("example.com"));
    }

    @Test
    void remembersForAMonth() throws IOException {
        denyEverything();
        fixture.clock.advance(Duration.ofDays(30));
        assertEquals(ROUTE, fixture.route("example.com"));
        fixture.clock.advance(Duration.ofSeconds(1));
        assertInstanceOf(Exchangers.NoSuchDomain.class, fixture.of("example.com"));
    }

    @Test
    void dm13_remembersNothingWhenThatIsSwitchedOff() throws IOException {
        fixture.withoutDisk();
        denyEverything();
        assertInstanceOf(Exchangers.NoSuchDomain.class, fixture.of("example.com"));
    }

    /** What is wrong about the mail exchanger is right about the web server. */
    @Test
    void theRememberedExchangerComesBeforeTheDomainsOwnAddress() throws IOException {
        fixture.server.misbehaves(
                "example.com",
                (query, good) -> {
                    boolean mx = query.getQuestion().getType() == DnsRecordType.MX.code();
                    Message denied = good.clone();
                    denied.removeAllRecords(Section.ANSWER);
                    denied.getHeader().setRcode(Rcode.NXDOMAIN);
                    return List.of((mx ? denied : good).toWire());
                });
        fixture.forgetMemory();
        assertEquals(ROUTE, fixture.route("example.com"));
    }

    /** The owner has taken the exchanger out of DNS and left the rest. */
    @Test
    void aDomainThatGaveUpItsExchangerIsBelieved() throws IOException {
        fixture.server.forget("example.com").has("example.com", "A", "192.0.2.80");
        fixture.forgetMemory();
        assertEquals("example.com:25 192.0.2.80", fixture.route("example.com"));
    }

    @Test
    void remembersTheAddressOfADomainWithoutExchangers() throws IOException {
        fixture.server
                .has("plain.example", "A", "192.0.2.7")
                .has("plain.example", "AAAA", "2001:db8::7");
        String route = fixture.route("plain.example");
        fixture.server.forget("plain.example");
        fixture.forgetMemory();
        assertEquals(route, fixture.route("plain.example"));
    }

    @Test
    void aFailureIsNoReasonToRemember() throws IOException {
        fixture.server.answers("example.com", "SERVFAIL");
        fixture.forgetMemory();
        assertInstanceOf(Exchangers.TryLater.class, fixture.of("example.com"));
        assertEquals(List.of(), fixture.log.lines());
    }

    @Test
    void aDomainThatTakesNoMailIsNotRemembered() throws IOException {
        fixture.server.has("null.example", "MX", "0 .");
        assertEquals("takes no mail", fixture.route("null.example"));
        fixture.server.forget("null.example");
        fixture.forgetMemory();
        assertInstanceOf(Exchangers.NoSuchDomain.class, fixture.of("null.example"));
    }
}
