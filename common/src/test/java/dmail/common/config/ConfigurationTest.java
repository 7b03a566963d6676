package dmail.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Jimfs;
import dmail.common.address.Domain;
import dmail.common.config.read.ConfigReader;
import dmail.common.config.type.Size;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ConfigurationTest {
    private static final String MINIMUM =
            """
            host_domain example.com
            drop_path drop
            work_path work
            """;

    private final FileSystem files = Jimfs.newFileSystem();
    private final Path folder = files.getPath("/etc");
    private final Path file = folder.resolve("dmail.conf");

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(folder.resolve("drop"));
        Files.createDirectories(folder.resolve("work"));
    }

    @Test
    void givesTheDefaultOfASettingWithoutALine() throws IOException {
        Configuration configuration = configuration("");

        assertEquals(25, configuration.value(ListeningSettings.SMTP_PORT));
        assertFalse(configuration.isSet(ListeningSettings.SMTP_PORT));
        assertEquals(List.of(), configuration.values(ListeningSettings.SMTP_PORT));
    }

    @Test
    void knowsNoValueOfASettingWithNeitherLineNorDefault() throws IOException {
        Configuration configuration = configuration("");

        assertEquals(Optional.empty(), configuration.find(UserSettings.USERS_FILE));
        assertThrows(
                NoSuchElementException.class, () -> configuration.value(UserSettings.USERS_FILE));
    }

    @Test
    void keepsTheOrderAndThePlaceOfRepeatedLines() throws IOException {
        Configuration configuration = configuration("host_domain example.net\n");

        assertEquals(
                List.of(
                        new Located<>(
                                new Domain("example.com"),
                                new ConfigLocation("/etc/dmail.conf", 1)),
                        new Located<>(
                                new Domain("example.net"),
                                new ConfigLocation("/etc/dmail.conf", 4))),
                configuration.located(DomainSettings.HOST_DOMAIN));
    }

    @Test
    void takesPathsFromTheFolderOfTheFile() throws IOException {
        assertEquals(folder.resolve("drop"), configuration("").value(FileSettings.DROP_PATH));
    }

    @Test
    void countsPlainNumbersInTheSettingsOwnUnit() throws IOException {
        Configuration configuration = configuration("max_retrytime 50\ndrop_max 20m\n");

        assertEquals(Duration.ofHours(50), configuration.value(QueueSettings.MAX_RETRYTIME));
        assertEquals(Size.ofMegabytes(20), configuration.value(FileSettings.DROP_MAX));
    }

    private Configuration configuration(String more) throws IOException {
        Files.writeString(file, MINIMUM + more);
        return ConfigReader.read(file, Server.DSMTP).configuration();
    }
}
