package dmail.common.config.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.config.ConfigFixture;
import dmail.common.config.ConfigLocation;
import dmail.common.config.ConfigReading;
import dmail.common.config.Located;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CertificateLinesTest {
    private static final List<String> LINES =
            List.of(
                    "port mx number 2525",
                    "port mx protocol smtp",
                    "port mx certificate port.pem",
                    "port mx key port.key",
                    "ip 192.0.2.1 ports mx",
                    "ip 192.0.2.2 ports mx",
                    "listen mx@192.0.2.2 certificate listen.p12",
                    "listen mx@192.0.2.2 certificate_password_file listen.password",
                    "listen other on 192.0.2.3:2525",
                    "listen other protocol smtp");

    private final ConfigFixture fixture = new ConfigFixture();

    CertificateLinesTest() throws IOException {}

    private List<String> certificates(List<String> lines, Optional<ListenerCertificate> ofGroup)
            throws IOException {
        ConfigReading reading = fixture.reading(String.join("\n", lines) + "\n");
        return ListenerTable.of(reading.configuration()).all().stream()
                .filter(each -> each.protocol() == ListenLine.Protocol.SMTP)
                .map(each -> each.name() + each.certificate(ofGroup).map(this::text).orElse(""))
                .sorted()
                .toList();
    }

    private String text(ListenerCertificate certificate) {
        return Arrays.asList(
                        Optional.of(certificate.certificate()),
                        certificate.key(),
                        certificate.passwordFile())
                .stream()
                .flatMap(Optional::stream)
                .map(each -> " " + each.value().getFileName())
                .reduce("", String::concat);
    }

    @Test
    void b17_theListenersGoesBeforeThePortsAndFilesOfTheTwoAreNotMixed() throws IOException {
        assertEquals(
                List.of(
                        "mx@192.0.2.1 port.pem port.key",
                        "mx@192.0.2.2 listen.p12 listen.password",
                        "other"),
                certificates(LINES, Optional.empty()));
    }

    @Test
    void b17_aGroupsStandsBetweenTheListenersAndThePorts() throws IOException {
        Path file = fixture.path("group.pem");
        ListenerCertificate ofGroup =
                new ListenerCertificate(
                        new ListenerCertificate.Owner(ListenerCertificate.Kind.GROUP, "one"),
                        new Located<>(file, new ConfigLocation("dmail.conf", 1)),
                        Optional.empty(),
                        Optional.empty());

        assertEquals(
                List.of(
                        "mx@192.0.2.1 group.pem",
                        "mx@192.0.2.2 listen.p12 listen.password",
                        "other group.pem"),
                certificates(LINES, Optional.of(ofGroup)));
    }

    @Test
    void b17_theOrderOfLinesIsNoMatter() throws IOException {
        assertEquals(
                certificates(LINES, Optional.empty()),
                certificates(LINES.reversed(), Optional.empty()));
    }

    @Test
    void b17_ofTwoLinesTheLastCounts() throws IOException {
        List<String> twice = List.of("port mx certificate old.pem", "port mx key old.key");

        List<String> first = Stream.concat(twice.stream(), LINES.stream()).toList();

        assertEquals(certificates(LINES, Optional.empty()), certificates(first, Optional.empty()));
    }
}
