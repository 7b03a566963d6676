package dmail.smtp.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NotifyTest {
    @ParameterizedTest
    @CsvSource({
        "NEVER, false, false, false",
        "never, false, false, false",
        "'SUCCESS', true, false, false",
        "'Failure,delay', false, true, true",
        "'SUCCESS,FAILURE,DELAY', true, true, true",
    })
    void aValueSaysWhatIsReported(String value, boolean success, boolean failure, boolean delay) {
        assertEquals(Optional.of(new Notify(true, success, failure, delay)), Notify.parse(value));
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS, NEVER", "'SUCCESS,DELAY', DELAY", "FAILURE, FAILURE"})
    void successCanBeLeftOut(String value, String without) {
        assertEquals(without, Notify.parse(value).orElseThrow().withoutSuccess().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", "SUCCESS,", "SUCCESS,SUCCESS", "NEVER,DELAY", "DELAY,NEVER", "NO"})
    void whatIsWrongIsRefused(String value) {
        assertEquals(Optional.empty(), Notify.parse(value));
    }
}
