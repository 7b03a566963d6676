package dmail.common.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.read.ConfigReader;
import dmail.common.identity.ConfiguredIdentities;
import dmail.common.identity.Identity;
import dmail.common.login.Domains;
import dmail.common.login.LoginSettings;
import dmail.common.server.TlsSettings;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole order in which a certificate is looked for, from the lines of dmail.conf to what a
 * client is shown: the name it asks for, the listener, the group of the address, the port, the
 * server.
 */
final class ConfiguredCertificateOrderTest {
    private static final String PLACES =
            """
            host_domain test.example
            sysadmin postmaster@test.example
            drop_path .
            work_path .
            port mx protocol smtp
            port mx number 2525
            port pop protocol pop
            port pop number 1110
            ip 127.0.1.20 ports mx,pop
            ip 127.0.1.30 ports mx,pop
            domain_group one domain test.example
            domain_group one bind_to 127.0.1.20
            """;

    @TempDir private Path folder;

    @BeforeEach
    void make() throws IOException {
        for (String name : List.of("listen", "group", "port", "server", "other")) {
            TestCertificate made = TestCertificate.named(name + ".example");
            Files.writeString(folder.resolve(name + ".pem"), made.pem() + made.key());
        }
    }

    private static List<String> lines(String places) {
        List<String> lines = new ArrayList<>();
        for (String place : places.split(" ", -1)) {
            lines.add(
                    switch (place) {
                        case "listen" -> "listen %s@127.0.1.20 certificate listen.pem";
                        case "group" -> "domain_group one certificate group.pem";
                        case "port" -> "port %s certificate port.pem";
                        case "server" -> "tls_certificate server.pem";
                        default -> throw new IllegalArgumentException(place);
                    });
        }
        return lines;
    }

    private Configuration configuration(Server server, List<String> lines) throws IOException {
        String port =
                switch (server) {
                    case DSMTP -> "mx";
                    case DPOP -> "pop";
                };
        String text = PLACES + String.join("\n", lines).replace("%s", port) + "\n";
        Path file = Files.writeString(folder.resolve("dmail.conf"), text);
        return ConfigReader.read(file, server).configuration();
    }

    /** What a client is shown at an address, or none. */
    private String shown(Server server, List<String> lines, String address, String... names)
            throws IOException {
        Configuration configuration = configuration(server, lines);
        InetAddress reached = InetAddress.ofLiteral(address);
        Optional<Certificates> all =
                TlsSettings.certificatesAtStart(configuration, new MemoryLog());
        ListenerDefinition listener =
                TlsSettings.listeners(configuration, server, all).stream()
                        .filter(each -> each.address().equals(Optional.of(reached)))
                        .findFirst()
                        .orElseThrow();
        Identity identity =
                new ConfiguredIdentities(
                                configuration,
                                new Domains(LoginSettings.from(configuration)).groups(),
                                server)
                        .at(listener.identity(), reached);
        Optional<SSLContext> context =
                all.flatMap(
                        some -> some.context(TlsSettings.files(listener, identity.certificate())));
        return context.isEmpty()
                ? listener.encryption().toString()
                : Handshake.shown(context.get(), names)
                        .getSubjectX500Principal()
                        .getName()
                        .replace("CN=", "")
                        .replace(".example", "");
    }

    @ParameterizedTest
    @CsvSource({
        "listen group port server, listen, port",
        "group port server, group, port",
        "port server, port, port",
        "server, server, server",
        "listen group server, listen, server",
        "group server, group, server",
        "listen port server, listen, port",
        "group, group, none",
        "listen, listen, none",
        "port, port, port"
    })
    void sm13_b17_theFirstPlaceThatNamesOneDecides(String places, String atGroup, String elsewhere)
            throws IOException {
        for (Server server : Server.values()) {
            List<String> lines = lines(places);
            assertEquals(atGroup, shown(server, lines, "127.0.1.20"), server.toString());
            assertEquals(elsewhere, shown(server, lines, "127.0.1.30"), server.toString());

            Collections.reverse(lines);
            assertEquals(atGroup, shown(server, lines, "127.0.1.20"), server.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"listen", "group", "port", "server"})
    void b17_theNameThatAClientAsksForGoesBeforeAllOfThem(String named) throws IOException {
        List<String> lines = lines("listen group port server");
        for (Server server : Server.values()) {
            for (String address : List.of("127.0.1.20", "127.0.1.30")) {
                assertEquals(named, shown(server, lines, address, named + ".example"));
            }
        }
    }

    /** It needs no address for that. */
    @Test
    void b17_theCertificateOfAGroupThatIsMetAnywhereIsShownByName() throws IOException {
        List<String> lines = new ArrayList<>(List.of("domain_group two certificate other.pem"));
        lines.addAll(lines("server"));

        assertEquals("other", shown(Server.DSMTP, lines, "127.0.1.30", "other.example"));
        assertEquals("server", shown(Server.DSMTP, lines, "127.0.1.30"));
    }

    @Test
    void sm14_oneOfAGroupThatIsNoGoodKeepsTheListenersAtItsAddressDown() throws IOException {
        Files.writeString(folder.resolve("group.pem"), "");
        List<String> lines = lines("group port server");
        Configuration configuration = configuration(Server.DSMTP, lines);
        List<String> down =
                TlsSettings.listeners(
                                configuration,
                                Server.DSMTP,
                                TlsSettings.certificatesAtStart(configuration, new MemoryLog()))
                        .stream()
                        .filter(each -> !each.isOpen())
                        .map(each -> each.name() + " " + each.down().orElse(""))
                        .toList();

        assertEquals(1, down.size(), down.toString());
        assertEquals(
                "mx@127.0.1.20 " + folder.resolve("group.pem") + ": no PEM certificate",
                down.getFirst().replaceAll("(no PEM certificate).*", "$1"));
    }

    @Test
    void sm10_aGroupsCertificateIsEnoughForTlsFromTheStart() throws IOException {
        List<String> lines = new ArrayList<>(lines("group"));
        lines.add("port %s encryption ssl");
        for (Server server : Server.values()) {
            Configuration configuration = configuration(server, lines);
            List<String> open =
                    TlsSettings.listeners(
                                    configuration,
                                    server,
                                    TlsSettings.certificatesAtStart(configuration, new MemoryLog()))
                            .stream()
                            .filter(ListenerDefinition::isOpen)
                            .map(each -> each.addressText() + " " + each.encryption())
                            .toList();

            assertEquals(List.of("127.0.1.20 ssl"), open);
        }
    }

    /** One socket for all addresses: where no group is met there is nothing to be shown. */
    @Test
    void sm13_aWildcardOffersEncryptionForTheSakeOfAGroup() throws IOException {
        List<String> lines =
                List.of(
                        "listen all on :2626",
                        "listen all protocol smtp",
                        "domain_group one certificate group.pem");
        Configuration configuration = configuration(Server.DSMTP, lines);
        Optional<Certificates> all =
                TlsSettings.certificatesAtStart(configuration, new MemoryLog());
        ListenerDefinition wildcard =
                TlsSettings.listeners(configuration, Server.DSMTP, all).stream()
                        .filter(each -> each.name().equals("all"))
                        .findFirst()
                        .orElseThrow();

        assertEquals("tls", wildcard.encryption().toString());
        assertFalse(all.orElseThrow().has(TlsSettings.files(wildcard)));
    }
}
