package dmail.common.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogFormatTest {
    private static final LogFormat FORMAT = new LogFormat("mail.test", "dsmtp", 4711);

    /** Programs that read logs find each part at its place. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-05T07:08:09.045Z",
                "2031-12-31T23:59:59.999Z",
                "2026-10-10T10:10:10.000Z"
            })
    void timesHaveLeadingZerosAndMilliseconds(String time) {
        String line =
                FORMAT.line(Instant.parse(time), Level.INFO, LogLine.of("s1", "connected"), 200);
        assertEquals(time, line.substring(0, line.indexOf(' ')));
        assertTrue(line.endsWith("\n"), line);
    }
}
