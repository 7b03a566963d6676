package dmail.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.read.ConfigReader;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.TestCertificate;
import dmail.common.tls.Certificates;
import dmail.common.tls.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The listeners as their certificates let them be. */
final class TlsSettingsTest {
    private static final String LINES =
            """
            smtps_port 465
            port mx protocol smtp
            port mx number 2525
            port mx certificate port.pem
            ip 127.0.0.1 ports mx
            ip 127.0.0.2 ports mx
            listen mx@127.0.0.2 certificate listen.pem
            listen plain on 127.0.0.3:2525
            listen plain protocol smtp
            """;

    @TempDir private Path folder;

    @BeforeEach
    void make() throws IOException {
        for (String name : List.of("server", "port", "listen")) {
            TestCertificate made = TestCertificate.named(name + ".example");
            Files.writeString(folder.resolve(name + ".pem"), made.pem() + made.key());
        }
    }

    private Configuration configuration(String lines) throws IOException {
        String start =
                """
                host_domain test.example
                sysadmin postmaster@test.example
                drop_path .
                work_path .
                """;
        Path file = Files.writeString(folder.resolve("dmail.conf"), start + lines);
        return ConfigReader.read(file, Server.DSMTP).configuration();
    }

    private List<String> listeners(String lines) throws IOException {
        Configuration configuration = configuration(lines);
        Optional<Certificates> certificates =
                TlsSettings.certificatesAtStart(configuration, new MemoryLog());
        return TlsSettings.listeners(configuration, Server.DSMTP, certificates).stream()
                .map(this::text)
                .toList();
    }

    private String text(ListenerDefinition listener) {
        String files =
                TlsSettings.files(listener)
                        .map(TlsFiles::certificate)
                        .map(file -> " " + file.getFileName())
                        .orElse("");
        return listener.name()
                + " "
                + listener.down()
                        .map(why -> why.replace(folder.toString(), "FOLDER"))
                        .orElse(listener.encryption().toString())
                + files;
    }

    @Test
    void sm13_aListenersOwnGoesBeforeItsPorts() throws IOException {
        assertEquals(
                List.of(
                        "plain tls",
                        "mx@127.0.0.1 tls port.pem",
                        "mx@127.0.0.2 tls listen.pem",
                        "submissions ssl"),
                listeners("tls_certificate server.pem\n" + LINES));
    }

    @Test
    void withoutOneNobodyClaimsEncryption() throws IOException {
        assertEquals(List.of("smtp none"), listeners(""));
        assertEquals(
                List.of(
                        "plain none",
                        "mx@127.0.0.1 tls port.pem",
                        "mx@127.0.0.2 tls listen.pem",
                        "submissions there is no certificate or tls_certificate line"),
                listeners(LINES));
    }

    @Test
    void sm14_oneThatIsNoGoodKeepsItsListenersDown() throws IOException {
        Files.writeString(folder.resolve("port.pem"), "");
        Files.delete(folder.resolve("server.pem"));
        String empty =
                "FOLDER/port.pem: no PEM certificate is in it (-----BEGIN CERTIFICATE-----);"
                        + " openssl x509 -inform DER -in FILE -out FILE makes one of a binary file";

        assertEquals(
                List.of(
                        "plain none",
                        "mx@127.0.0.1 " + empty + " port.pem",
                        "mx@127.0.0.2 tls listen.pem",
                        "submissions FOLDER/server.pem: there is no such file"),
                listeners("tls_certificate server.pem\n" + LINES));
    }

    @Test
    void sm14_aReloadWithOneThatIsNoGoodIsRefused() throws IOException {
        Configuration configuration = configuration(LINES);
        Files.delete(folder.resolve("port.pem"));

        IOException refused =
                assertThrows(
                        IOException.class,
                        () -> TlsSettings.certificates(configuration, new MemoryLog()));
        assertEquals(folder.resolve("port.pem") + ": there is no such file", refused.getMessage());
    }

    @Test
    void sm12_whatNobodyIsShownIsNotRead() throws IOException {
        Configuration configuration =
                configuration(LINES + "port mx encryption none\nlisten plain encryption none\n");
        Files.delete(folder.resolve("port.pem"));

        assertEquals(Optional.empty(), TlsSettings.certificates(configuration, new MemoryLog()));
    }
}
