package dmail.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.jimfs.Jimfs;
import dmail.common.config.read.ConfigReader;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds {@code etc/dmail.conf} to the reader and to the table of settings. */
final class SampleFileTest {
    private static final Path SAMPLE = Path.of("..", "etc", "dmail.conf");

    @ParameterizedTest
    @EnumSource
    void isReadWithoutAProblem(Server server) throws IOException {
        assertEquals(List.of(), read(Files.readString(SAMPLE), server).problems());
    }

    @Test
    void showsTheDefaultsInItsComments() throws IOException {
        String uncommented = Files.readString(SAMPLE).replaceAll("(?m)^#([a-z])", "$1");

        ConfigReading reading = read(uncommented, Server.DSMTP);

        assertEquals(List.of(), reading.problems());
        assertEquals(
                List.of("drop_path", "host_domain", "sysadmin", "work_path"),
                ConfigReport.changed(reading.configuration()).stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .sorted()
                        .toList());
    }

    @Test
    void itsExamplesAreRight() throws IOException {
        String uncommented = Files.readString(SAMPLE).replaceAll("(?m)^#   ", "");

        assertEquals(List.of(), read(uncommented, Server.DSMTP).problems());
    }

    private static ConfigReading read(String text, Server server) throws IOException {
        FileSystem files = Jimfs.newFileSystem(com.google.common.jimfs.Configuration.unix());
        for (String folder :
                List.of("/etc", "/var/mail", "/var/lib/dmail", "/var/spool/dmail/acme")) {
            Files.createDirectories(files.getPath(folder));
        }
        Path file = files.getPath("/etc/dmail.conf");
        Files.writeString(file, text);
        return ConfigReader.read(file, server);
    }
}
