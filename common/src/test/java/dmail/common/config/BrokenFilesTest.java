package dmail.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Jimfs;
import dmail.common.config.read.ConfigReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays the folder {@code broken}: each NAME.conf is read, and what is said about it must be
 * NAME.expected. Names that begin with dpop are read for dpop, the others for dsmtp.
 */
final class BrokenFilesTest {
    @ParameterizedTest
    @MethodSource("names")
    void bi1_dmN2_saysWhatIsWrong(String name) throws Exception {
        try (FileSystem files = fileSystem()) {
            Server server = name.startsWith("dpop") ? Server.DPOP : Server.DSMTP;

            ConfigReading reading = ConfigReader.read(files.getPath(name + ".conf"), server);

            assertEquals(expected(name), report(reading));
        }
    }

    @Test
    void seesTheFolder() throws Exception {
        assertTrue(names().count() >= 15);
    }

    private static String report(ConfigReading reading) {
        StringBuilder report = new StringBuilder();
        for (ConfigProblem problem : reading.problems()) {
            report.append(problem.severity()).append(' ').append(problem).append('\n');
        }
        return report.toString();
    }

    private static String expected(String name) throws Exception {
        Path file = folder().resolve(name + ".expected");
        return Files.exists(file) ? Files.readString(file) : "no file " + file.getFileName();
    }

    /** A folder that holds the files and the folders they name. */
    private static FileSystem fileSystem() throws Exception {
        FileSystem files =
                Jimfs.newFileSystem(
                        com.google.common.jimfs.Configuration.unix().toBuilder()
                                .setWorkingDirectory("/site")
                                .build());
        for (String name : List.of("drop", "work", "acme", "beta", "gamma", "delta", "epsilon")) {
            Files.createDirectory(files.getPath(name));
        }
        try (Stream<Path> originals = Files.list(folder())) {
            for (Path original : originals.toList()) {
                Path copy = files.getPath(original.getFileName().toString());
                Files.write(copy, Files.readAllBytes(original));
            }
        }
        return files;
    }

    static Stream<String> names() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(folder())) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".conf"))
                    .map(name -> name.substring(0, name.length() - ".conf".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static Path folder() throws URISyntaxException {
        URL resource = BrokenFilesTest.class.getResource("/broken/empty.conf");
        URI place = Objects.requireNonNull(resource).toURI();
        return Objects.requireNonNull(Path.of(place).getParent());
    }
}
