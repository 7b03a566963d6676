package dmail.common.config.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.jimfs.Jimfs;
import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigReading;
import dmail.common.config.ConfigReport;
import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.config.Setting;
import dmail.common.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;

/** dmail.conf: whatever it holds, it is read, and what was understood can be written and read. */
class ConfigFilesFuzzTest {
    private static final FileSystem FILES =
            Jimfs.newFileSystem(
                    com.google.common.jimfs.Configuration.unix().toBuilder()
                            .setAttributeViews("posix")
                            .build());

    @FuzzTest
    void whatIsUnderstoodIsWrittenAndReadAgain(byte[] octets) throws IOException {
        ConfigReading first = read("dmail.conf", octets);
        checkProblems(first);
        Configuration before = first.configuration();
        String written = String.join("\n", ConfigReport.all(before)) + "\n";
        ConfigReading second = read("again.conf", written.getBytes(StandardCharsets.UTF_8));
        checkProblems(second);
        for (Setting<?> setting : Settings.all()) {
            if (!setting.isSecret()) {
                assertEquals(before.find(setting), second.configuration().find(setting), written);
            }
        }
    }

    private static ConfigReading read(String name, byte[] octets) throws IOException {
        Path file = FILES.getPath("/etc").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, octets);
        return ConfigReader.read(file, Server.DSMTP);
    }

    /** They go to terminals and logs. */
    private static void checkProblems(ConfigReading reading) {
        for (ConfigProblem problem : reading.problems()) {
            String message = problem.message();
            assertTrue(message.codePoints().noneMatch(Character::isISOControl), message);
        }
    }
}
