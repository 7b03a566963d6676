package dmail.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplyParserTest {
    private static String text(byte[] line) throws ProtocolErrorException {
        String octets = new String(line, StandardCharsets.ISO_8859_1);
        return new ReplyParser().take(octets).orElseThrow().text();
    }

    @Test
    void lettersOfOtherLanguagesAreKeptWhereTheyAreUtf8() throws Exception {
        String reply = "550 5.1.1 Empfänger unbekannt 受信者不明 \ud83d\ude00";

        assertEquals(reply, text(reply.getBytes(StandardCharsets.UTF_8)));
        assertEquals("550 Empf?nger", text("550 Empfänger".getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void whatWouldMoveOrHideTextIsNot() throws Exception {
        String reply = "550 a\u0007\u0085\u202e\u2028\ufeffb";

        assertEquals("550 a?????b", text(reply.getBytes(StandardCharsets.UTF_8)));
    }
}
