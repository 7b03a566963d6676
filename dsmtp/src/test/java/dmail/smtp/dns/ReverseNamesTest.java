package dmail.smtp.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dmail.common.address.Domain;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class ReverseNamesTest {
    private @TempDir Path folder;

    private static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.41, 41.2.0.192.in-addr.arpa",
        "2001:db8::41,"
                + " 1.4.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"
    })
    void b9_anAddressHasANameInTheTreeOfItsFamily(String address, String name) {
        assertEquals(name, ReverseNames.zoneName(ip(address)));
    }

    @Test
    void b9_theNamesAndTheirAddressesAreAskedOfTheNameServerAnew() throws Exception {
        try (DnsFixture fixture = new DnsFixture(folder)) {
            fixture.server.has("41.2.0.192.in-addr.arpa", "PTR", "out1.example.");
            fixture.server.has("out1.example", "A", "192.0.2.40");
            assertEquals(
                    new ReverseNames.Found(List.of("out1.example"), List.of(ip("192.0.2.40")), ""),
                    fixture.reverse("192.0.2.41"));

            fixture.server.forget("out1.example").has("out1.example", "A", "192.0.2.41");
            assertEquals(List.of(ip("192.0.2.41")), fixture.reverse("192.0.2.41").forward());
            assertEquals(
                    new ReverseNames.Found(List.of(), List.of(), ""),
                    fixture.reverse("192.0.2.42"));
        }
    }

    @Test
    void b9_withoutAnAnswerNothingIsSaidOfTheAddress() throws Exception {
        try (DnsFixture fixture = new DnsFixture(folder)) {
            fixture.asTheSystemDoes();

            assertFalse(fixture.reverse("192.0.2.41").failure().isEmpty());
        }
    }

    /** Whoever owns an address can name somebody else's host. */
    @Test
    void bi32_theFirstNameThatLeadsBackIsTheNameOfAnAddress() throws Exception {
        try (DnsFixture fixture = new DnsFixture(folder)) {
            fixture.server
                    .has("41.2.0.192.in-addr.arpa", "PTR", "other.example.")
                    .has("41.2.0.192.in-addr.arpa", "PTR", "out1.example.")
                    .has("other.example", "A", "192.0.2.99")
                    .has("out1.example", "A", "192.0.2.41");
            assertEquals(Domain.parse("out1.example"), fixture.nameOf("192.0.2.41", ""));

            fixture.server.forget("out1.example").has("out1.example", "A", "192.0.2.40");
            assertEquals(Optional.empty(), fixture.nameOf("192.0.2.41", "out1.example"));
        }
    }

    @Test
    void bi32_withoutAnAnswerAnAddressKeepsTheNameThatItHad() throws Exception {
        try (DnsFixture fixture = new DnsFixture(folder).withShortTimeout()) {
            fixture.server
                    .has("41.2.0.192.in-addr.arpa", "PTR", "out1.example.")
                    .isSilentAbout("out1.example");
            assertEquals(
                    Domain.parse("out1.example"), fixture.nameOf("192.0.2.41", "out1.example"));
            assertEquals(Optional.empty(), fixture.nameOf("192.0.2.41", ""));
        }
    }
}
