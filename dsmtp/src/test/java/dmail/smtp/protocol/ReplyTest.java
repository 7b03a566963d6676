package dmail.smtp.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.smtp.policy.Refusals;
import java.lang.reflect.Field;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplyTest {
    @Test
    void linesButTheLastCarryAHyphen() {
        Reply reply = Reply.of(250, new EnhancedCode(2, 1, 0), "one", "two");
        assertEquals("250-2.1.0 one\r\n250 2.1.0 two\r\n", reply.wire());
        assertEquals("220 hello\r\n", Reply.bare(220, "hello").wire());
    }

    @Test
    void theEnhancedCodeHasTheClassOfTheReply() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Reply.of(550, new EnhancedCode(4, 1, 1), "no"));
        assertThrows(IllegalArgumentException.class, () -> new EnhancedCode(3, 0, 0));
    }

    @Test
    void aReplyFitsInto512OctetsOfPrintableText() {
        Reply reply = Reply.bare(550, "x".repeat(1000));
        assertEquals(512, reply.wire().length());
        assertEquals("550 a?b??\r\n", Reply.bare(550, "a\rb\n\u00e9").wire());
    }

    @Test
    void knowsWhatRefuses() {
        assertTrue(Refusals.NO_SPACE.isError() && Refusals.NO_SPACE.isTemporary());
        assertTrue(Refusals.UNKNOWN_USER.isError());
        assertFalse(Refusals.UNKNOWN_USER.isTemporary());
        assertFalse(Replies.START_MAIL.isError());
    }

    static Stream<Reply> all() {
        return Stream.of(Replies.class, Refusals.class)
                .flatMap(texts -> Stream.of(texts.getFields()))
                .map(ReplyTest::read);
    }

    private static Reply read(Field field) {
        try {
            return (Reply) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** RFC 2034 section 4: on each line, but not after 3xx. */
    @ParameterizedTest
    @MethodSource("all")
    void everyReplyOfOursCarriesItsEnhancedCode(Reply reply) {
        String code = reply.code() / 100 == 3 ? ".*" : reply.code() / 100 + "\\.\\d\\.\\d{1,3} .*";
        assertTrue(reply.lines().stream().allMatch(line -> line.matches(code)), reply::toString);
    }
}
