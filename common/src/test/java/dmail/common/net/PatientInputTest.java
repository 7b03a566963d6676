package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatientInputTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<Integer> alarms = new ArrayList<>();
    private long now = Long.MAX_VALUE - 3 * SECOND;
    private final PatientInput input =
            new PatientInput(
                    new ByteArrayInputStream(new byte[100]),
                    alarms::add,
                    Duration.ofSeconds(10),
                    () -> now);

    @Test
    void waitsNoLongerThanTheLongestSilence() throws IOException {
        input.allow(Duration.ofMinutes(1));
        input.read();
        assertEquals(List.of(10_000), alarms);
    }

    @Test
    void waitsNoLongerThanIsLeftOfTheWhole() throws IOException {
        input.allow(Duration.ofSeconds(15));
        now += 9 * SECOND;
        input.read();
        assertEquals(List.of(6_000), alarms);
    }

    @Test
    void aTrickleEndsWithTheWhole() throws IOException {
        input.allow(Duration.ofSeconds(15));
        for (int i = 0; i < 15; i++) {
            input.read();
            now += SECOND;
        }
        assertThrows(SocketTimeoutException.class, input::read);

        input.allow(Duration.ofSeconds(15));
        assertEquals(0, input.read());
    }

    @Test
    void neverSetsTheAlarmToForEver() throws IOException {
        now += 10 * SECOND - 1;
        input.read();
        assertEquals(List.of(1), alarms);
    }
}
