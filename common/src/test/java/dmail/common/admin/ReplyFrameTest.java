package dmail.common.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplyFrameTest {
    @Test
    void countsOctetsNotCharacters() {
        assertEquals("67 3\n\u00f6\n", new String(new ReplyFrame(67, "\u00f6\n").octets(), UTF_8));
    }

    @Test
    void isReadAsItWasWritten() throws Exception {
        ReplyFrame frame = new ReplyFrame(0, "two\nlines \u00f6\n");

        assertEquals(
                new ReplyFrame.Step.Last(frame),
                ReplyFrame.step(new ByteArrayInputStream(frame.octets())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0 5\nfour",
                "220 mail.test ESMTP\r\n",
                "0\n",
                "0 -1\n",
                "0 67108865\n",
                "0 00000000000000000000\n",
            })
    void isRefusedWhenCutOffOrStrange(String octets) {
        ByteArrayInputStream in = new ByteArrayInputStream(octets.getBytes(UTF_8));

        assertThrows(IOException.class, () -> ReplyFrame.step(in));
    }
}
