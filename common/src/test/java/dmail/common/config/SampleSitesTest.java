package dmail.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.jimfs.Jimfs;
import dmail.common.config.read.ConfigReader;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the sample of each typical site in {@code etc/samples} to the reader. */
final class SampleSitesTest {
    private static final Path SAMPLES = Path.of("..", "etc", "samples");

    @ParameterizedTest
    @MethodSource("samples")
    void areReadWithoutAProblem(String name) throws IOException {
        String text = Files.readString(SAMPLES.resolve(name));
        for (Server server : Server.values()) {
            assertEquals(List.of(), read(text, server).problems(), server::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void fitATerminal(String name) throws IOException {
        assertEquals(
                List.of(),
                Files.readAllLines(SAMPLES.resolve(name)).stream()
                        .filter(line -> line.length() > 80)
                        .toList());
    }

    @Test
    void areThoseOfOneDomainOfAddressesAndOfSuffixes() throws IOException {
        assertEquals(
                List.of(
                        "hosting-suffixes.conf",
                        "many-addresses.conf",
                        "one-domain.conf",
                        "provider-addresses.conf"),
                samples());
        assertEquals(List.of(), vdomains("one-domain.conf"));
        assertEquals(
                List.of("192.0.2.21", "192.0.2.22", "@acme.example"),
                vdomains("provider-addresses.conf"));
        assertEquals(
                List.of("@acme.example", "/acme", "@beta.example", "/beta"),
                vdomains("hosting-suffixes.conf"));
    }

    private static List<String> vdomains(String name) throws IOException {
        return read(Files.readString(SAMPLES.resolve(name)), Server.DPOP)
                .configuration()
                .values(DomainSettings.VDOMAIN)
                .stream()
                .map(line -> line.claim().toString())
                .toList();
    }

    private static List<String> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static ConfigReading read(String text, Server server) throws IOException {
        FileSystem files = Jimfs.newFileSystem(com.google.common.jimfs.Configuration.unix());
        for (String name : List.of("provider", "hosting", "acme", "beta")) {
            Files.createDirectories(files.getPath("/var/spool/dmail", name));
        }
        Files.createDirectories(files.getPath("/var/lib/dmail"));
        Files.createDirectories(files.getPath("/var/mail"));
        for (String name : List.of("mail/one", "mail/two", "mail/johns", "dmail")) {
            Files.createDirectories(files.getPath("/var/spool", name));
        }
        Files.createDirectories(files.getPath("/usr/local/dmail"));
        Files.writeString(files.getPath("/usr/local/dmail/services"), "SMTP 25/tcp\n");
        Files.createDirectories(files.getPath("/etc"));
        Path file = Files.writeString(files.getPath("/etc/dmail.conf"), text);
        return ConfigReader.read(file, server);
    }
}
