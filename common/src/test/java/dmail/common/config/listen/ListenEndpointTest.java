package dmail.common.config.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.config.ConfWorld;
import dmail.common.config.Configuration;
import dmail.common.config.Server;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ListenEndpointTest {
    private static final String CERTIFICATE = "tls_certificate mail.pem\n";

    private final ConfWorld world = new ConfWorld();

    ListenEndpointTest() throws IOException {}

    @Test
    void withoutLinesThereIsOneOfEachServer() throws IOException {
        assertEquals(List.of("smtp :25 tls"), entrances("", Server.DSMTP));
        assertEquals(List.of("pop :110 tls"), entrances("", Server.DPOP));
    }

    @Test
    void portsOfTheirOwnComeBesides() throws IOException {
        String lines = CERTIFICATE + "submission_port 587\nsmtps_port 465\npops_port 995\n";

        assertEquals(
                List.of("smtp :25 tls", "submission :587 tls", "submissions :465 ssl"),
                entrances(lines, Server.DSMTP));
        assertEquals(List.of("pop :110 tls", "pops :995 ssl"), entrances(lines, Server.DPOP));
    }

    @Test
    void listenLinesSayWhetherTheyAreEncrypted() throws IOException {
        String lines =
                CERTIFICATE
                        + """
                        listen a on :1
                        listen a protocol submission
                        listen a encryption ssl
                        listen b on :2
                        listen b protocol pop
                        listen b encryption ssl
                        listen b encryption none
                        """;

        assertEquals(List.of("smtp :25 tls", "submissions :1 ssl"), entrances(lines, Server.DSMTP));
        assertEquals(List.of("pop :2 none"), entrances(lines, Server.DPOP));
    }

    @Test
    void withoutACertificateNothingIsServedThatIsEncryptedAtOnce() throws IOException {
        String lines =
                """
                smtps_port 465
                pops_port 995
                listen b on :2
                listen b protocol pop
                listen b encryption ssl
                """;

        assertEquals(List.of("smtp :25 tls"), entrances(lines, Server.DSMTP));
        assertEquals(List.of(), entrances(lines, Server.DPOP));
    }

    private List<String> entrances(String lines, Server server) throws IOException {
        Configuration configuration = world.reading(lines).configuration();
        return ListenEndpoint.of(configuration, server).stream()
                .map(ListenEndpointTest::text)
                .toList();
    }

    private static String text(ListenEndpoint entrance) {
        return entrance.name()
                + " :"
                + entrance.listenAddress().port()
                + " "
                + entrance.encryption();
    }
}
