package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryScheduleTest {

    @ParameterizedTest
    @CsvSource({
        "1, PT1M",
        "2, PT2M",
        "3, PT4M",
        "7, PT64M",
        "8, PT2H",
        "9, PT2H",
        "2000000000, PT2H"
    })
    void localWaitsDoubleUpToTheRetryInterval(int attempts, Duration gap) {
        assertEquals(gap, RetrySchedule.local(Duration.ofHours(2)).gap(attempts));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "100"})
    void aRetryIntervalShorterThanTheFirstWaitHolds(int attempts) {
        assertEquals(
                Duration.ofSeconds(5), RetrySchedule.local(Duration.ofSeconds(5)).gap(attempts));
    }
}
