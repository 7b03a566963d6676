package dmail.smtp.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two figures of a time or a size are enough for people. */
final class QueueTextTest {
    @ParameterizedTest
    @CsvSource({
        "PT-5S, 0s",
        "PT0S, 0s",
        "PT59.9S, 59s",
        "PT1M, 1m",
        "PT59M59S, 59m",
        "PT1H, 1h 0m",
        "PT23H59M, 23h 59m",
        "P1D, 1d 0h",
        "P4DT23H59M, 4d 23h"
    })
    void ages(Duration age, String text) {
        assertEquals(text, QueueText.age(age));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KB",
        "1536, 1.5 KB",
        "1048575, 1024.0 KB",
        "1048576, 1.0 MB",
        "10737418240, 10240.0 MB"
    })
    void sizes(long octets, String text) {
        assertEquals(text, QueueText.size(octets));
    }

    @Test
    void messagesOnTheDiskAloneAreCounted() {
        assertEquals("", QueueText.onDiskAlone(0));
        assertEquals(
                "3 more wait on the disk alone, since memory has no room for them\n",
                QueueText.onDiskAlone(3));
    }
}
