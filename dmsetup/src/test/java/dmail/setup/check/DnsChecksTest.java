package dmail.setup.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.setup.found.Host;
import dmail.setup.testing.FakeDns;
import dmail.setup.testing.SiteFacts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DnsChecksTest {
    private final FakeDns dns = new FakeDns();
    private final Host host =
            new SiteFacts(Path.of("x")).at("192.0.2.25", 24).at("2001:db8::25", 64).host();

    @Test
    void isContentWithADomainWhoseMailComesHere() {
        dns.record("MX example.com", "mail.example.com")
                .record("A mail.example.com", "192.0.2.25", "2001:db8:0:0:0:0:0:25")
                .record("PTR 192.0.2.25", "mail.example.com")
                .record("PTR 2001:db8:0:0:0:0:0:25", "mail.example.com");

        assertEquals(
                List.of(Finding.ok("example.com is known in DNS")),
                DomainCheck.look("example.com", host, dns));
        assertEquals(
                Finding.ok("mail for example.com comes here: MX mail.example.com"),
                ExchangerCheck.look("example.com", "mail.example.com", host, dns));
        assertEquals(
                List.of(
                        Finding.ok(
                                "mail.example.com has the address 192.0.2.25,"
                                        + " 2001:db8:0:0:0:0:0:25, this machine's"),
                        Finding.ok("192.0.2.25 has the name mail.example.com"),
                        Finding.ok("2001:db8::25 has the name mail.example.com")),
                HostNameCheck.look("mail.example.com", host, dns));
    }

    @Test
    void namesTheExactRecordsThatAreMissing() {
        assertEquals(
                Finding.warning(
                        "no MX record says where mail for example.com goes",
                        "example.com. IN MX 10 mail.example.com."),
                ExchangerCheck.look("example.com", "mail.example.com", host, dns));
        assertEquals(
                List.of(
                        Finding.warning(
                                "mail.example.com has no address in DNS",
                                "mail.example.com. IN A 192.0.2.25",
                                "mail.example.com. IN AAAA 2001:db8::25"),
                        Finding.warning(
                                "192.0.2.25 has no name in DNS, so many hosts refuse mail from it",
                                "25.2.0.192.in-addr.arpa. IN PTR mail.example.com."),
                        Finding.warning(
                                "2001:db8::25 has no name in DNS, so many hosts refuse"
                                        + " mail from it",
                                "5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2"
                                        + ".ip6.arpa. IN PTR mail.example.com.")),
                HostNameCheck.look("mail.example.com", host, dns));
    }

    @Test
    void tellsMailThatGoesElsewhere() {
        dns.record("MX example.com", "mx.other.example", "gone.other.example")
                .record("A mx.other.example", "198.51.100.7");

        assertEquals(
                Finding.warning(
                        "mail for example.com goes to mx.other.example (198.51.100.7) and"
                                + " gone.other.example, which has no address, not to this machine",
                        "example.com. IN MX 10 mail.example.com."),
                ExchangerCheck.look("example.com", "mail.example.com", host, dns));
    }

    @Test
    void cannotSeePastARouter() {
        dns.record("MX example.com", "mail.example.com").record("A mail.example.com", "192.0.2.25");
        Host inside = new SiteFacts(Path.of("x")).at("192.168.1.7", 24).host();

        assertEquals(
                Finding.warning(
                        "mail for example.com goes to mail.example.com (192.0.2.25); this machine's"
                                + " own addresses are private ones (192.168.1.7), so a router has"
                                + " to lead port 25 here"),
                ExchangerCheck.look("example.com", "mail.example.com", inside, dns));
        assertEquals(
                List.of(
                        Finding.warning(
                                "mail.example.com has the address 192.0.2.25; this machine's own"
                                        + " addresses are private ones, so a router has to lead"
                                        + " the ports here")),
                HostNameCheck.look("mail.example.com", inside, dns));
    }

    @Test
    void tellsAnotherNameOfAnAddress() {
        dns.record("A mail.example.com", "198.51.100.9")
                .record("PTR 192.0.2.25", "host25.provider.example")
                .silent("PTR 2001:db8:0:0:0:0:0:25");

        assertEquals(
                List.of(
                        Finding.warning(
                                "mail.example.com has the address 198.51.100.9, which is not this"
                                        + " machine's",
                                "mail.example.com. IN A 192.0.2.25",
                                "mail.example.com. IN AAAA 2001:db8::25"),
                        Finding.warning(
                                "192.0.2.25 has the name host25.provider.example and not"
                                        + " mail.example.com, so some hosts refuse mail from it",
                                "25.2.0.192.in-addr.arpa. IN PTR mail.example.com."),
                        Finding.warning(
                                "the name of 2001:db8::25 could not be looked up: no"
                                        + " server answers")),
                HostNameCheck.look("mail.example.com", host, dns));
    }

    @Test
    void warnsOfADomainThatIsTheMachinesOwnName() {
        dns.record("A mail.example.com", "192.0.2.25");

        assertEquals(
                List.of(
                        Finding.ok("mail.example.com is known in DNS"),
                        Finding.warning(
                                "mail.example.com is this machine's own name; the main domain is"
                                        + " what stands behind the @ in addresses, and seldom a"
                                        + " machine's name")),
                DomainCheck.look("mail.example.com", host, dns));
    }

    @Test
    void doesNotTakeSilenceForNo() {
        dns.silent("MX example.com").silent("A example.com").silent("A mail.example.com");

        assertEquals(
                Finding.warning(
                        "the MX record of example.com could not be looked up: no server answers"),
                ExchangerCheck.look("example.com", "mail.example.com", host, dns));
        assertEquals(
                List.of(Finding.warning("example.com could not be looked up: no server answers")),
                DomainCheck.look("example.com", host, dns));
    }
}
