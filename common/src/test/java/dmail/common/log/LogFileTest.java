package dmail.common.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFileTest {
    @TempDir private Path folder;

    @Test
    void appendsToWhatIsThere() throws Exception {
        Files.writeString(path(""), "old\n");

        write(100, 3, "new\n");

        assertEquals("old\nnew\n", Files.readString(path("")));
    }

    @Test
    void isReadableByItsGroupOnly() throws Exception {
        write(100, 3, "x\n");

        assertEquals(
                "rw-r-----",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(path(""))));
    }

    @Test
    void isFilledToItsLimitAndNoFurther() throws Exception {
        write(8, 1, "one\n", "two\n", "3\n");

        assertEquals("one\ntwo\n", Files.readString(path(".1")));
        assertEquals("3\n", Files.readString(path("")));
    }

    @Test
    void keepsTheAskedNumberOfOldFiles() throws Exception {
        write(4, 2, "one\n", "two\n", "three\n", "four\n");

        assertEquals("four\n", Files.readString(path("")));
        assertEquals("three\n", Files.readString(path(".1")));
        assertEquals("two\n", Files.readString(path(".2")));
        assertFalse(Files.exists(path(".3")));
    }

    @Test
    void startsOverInPlaceWhenNoOldFileIsKept() throws Exception {
        write(4, 0, "one\n", "two\n");

        assertEquals("two\n", Files.readString(path("")));
        assertFalse(Files.exists(path(".1")));
    }

    private Path path(String suffix) {
        return folder.resolve("dsmtp.log" + suffix);
    }

    private void write(long largest, int kept, String... lines) throws IOException {
        try (LogFile file = LogFile.open(path(""), largest, kept)) {
            for (String line : lines) {
                file.write(line.getBytes(US_ASCII));
            }
        }
    }
}
