package dmail.common.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of changed settings. */
final class ConfigReplyTest {
    /** Most changes have nothing to do with bindings; programs get the number all the same. */
    @ParameterizedTest
    @CsvSource({"0,''", "1,1 messages re-bound\\n", "3,3 messages re-bound\\n"})
    void bi34_aChangeTellsOfQueuedMailOnlyIfAnyIsReBound(int rebound, String line) {
        AdminReply reply = ConfigReply.done("in force", List.of(), OptionalInt.of(rebound));

        assertEquals("in force\n" + line.translateEscapes(), reply.text());
        assertEquals(
                "{\"message\":\"in force\",\"warnings\":[],\"rebound\":" + rebound + "}",
                reply.json());
    }
}
