package dmail.smtp.space;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.io.DiskSpace;
import dmail.smtp.space.MinFreeSpace.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinFreeSpaceTest {
    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    octets, files, level
                    1000, 100, AMPLE
                    999, 100, LOW
                    1000, 99, LOW
                    900, 90, LOW
                    899, 100, SHORT
                    1000, 89, SHORT
                    0, 0, SHORT
                    """)
    void countsBothOctetsAndFiles(long octets, long files, Level level) {
        assertEquals(level, new MinFreeSpace(1000, 100).level(new DiskSpace(octets, files)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 9223372036854775807"})
    void nobodyLooksWithoutAFloor(long octets, long files) {
        assertEquals(Level.AMPLE, new MinFreeSpace(0, 0).level(new DiskSpace(octets, files)));
    }

    @ParameterizedTest
    @CsvSource({"1000, AMPLE", "10, SHORT"})
    void uncountedFilesAreEnough(long octets, Level level) {
        assertEquals(
                level,
                new MinFreeSpace(1000, 100).level(new DiskSpace(octets, DiskSpace.UNCOUNTED)));
    }
}
