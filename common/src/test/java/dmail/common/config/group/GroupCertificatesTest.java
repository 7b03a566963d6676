package dmail.common.config.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.config.ConfigFixture;
import dmail.common.config.listen.ListenerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which certificate of a domain group is shown at which address. */
final class GroupCertificatesTest {
    private static final String PLACES =
            """
            vdomain a 192.0.2.20 one.example acme
            vdomain b 192.0.2.30 two.example beta
            listen in on :25
            listen in protocol smtp
            """;

    private static Optional<GroupCertificates> read(String lines) throws IOException {
        return GroupCertificates.of(new ConfigFixture().reading(PLACES + lines).configuration());
    }

    private static String at(String lines, String address) throws IOException {
        return read(lines)
                .flatMap(some -> some.at(InetAddress.ofLiteral(address)))
                .map(GroupCertificatesTest::text)
                .orElse("none");
    }

    private static String text(ListenerCertificate certificate) {
        return Stream.of(
                        Optional.of(certificate.certificate()),
                        certificate.key(),
                        certificate.passwordFile())
                .flatMap(Optional::stream)
                .map(line -> name(line.value()))
                .reduce(certificate.owner().toString(), (all, file) -> all + " " + file);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    @Test
    void withoutACertificateLineThereIsNone() throws IOException {
        assertEquals(Optional.empty(), read("domain_group one vdomain a\n"));
        assertEquals(Optional.empty(), read(""));
    }

    @Test
    void sm13_itIsShownAtTheAddressesThatAGroupIsBoundTo() throws IOException {
        String lines =
                """
                domain_group one certificate one.p12
                domain_group one certificate_password_file one.pw
                domain_group one domain example.com
                domain_group one bind_to 192.0.2.7
                domain_group one bind_to 2001:db8::7
                """;

        assertEquals("domain_group one one.p12 one.pw", at(lines, "192.0.2.7"));
        assertEquals("domain_group one one.p12 one.pw", at(lines, "2001:db8::7"));
        assertEquals("none", at(lines, "192.0.2.8"));
    }

    @Test
    void sm13_aVdomainBringsItsAddress() throws IOException {
        String lines =
                """
                domain_group one vdomain a
                domain_group one certificate one.pem
                domain_group one key one.key
                domain_group two domain two.example
                domain_group two certificate two.pem
                """;

        assertEquals("domain_group one one.pem one.key", at(lines, "192.0.2.20"));
        assertEquals("domain_group two two.pem", at(lines, "192.0.2.30"));
    }

    @Test
    void arg13_oneBoundToAnyAddressHasNone() throws IOException {
        String lines =
                """
                domain_group one vdomain a
                domain_group one certificate one.pem
                domain_group one bind_to any
                """;

        assertEquals("none", at(lines, "192.0.2.20"));
        assertEquals(1, read(lines).orElseThrow().all().size());
    }

    @Test
    void arg5_ofTwoLinesTheLastOneCountsAndABlankOneIsAsNone() throws IOException {
        String first = "domain_group one vdomain a\ndomain_group one certificate first.pem\n";

        assertEquals(
                "domain_group one last.pem",
                at(first + "domain_group one certificate last.pem\n", "192.0.2.20"));
        assertEquals("none", at(first + "domain_group one certificate\n", "192.0.2.20"));
    }
}
