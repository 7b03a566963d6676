package dmail.common.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ExceptionWordsTest {
    @Test
    void anExceptionGluedToATextIsFound() {
        assertEquals(
                List.of("+ e"),
                ExceptionWords.glued("catch (IOException e) { if (x) {} say(\"no: \" + e); } + e"));
        assertEquals(
                List.of("valueOf(why)"),
                ExceptionWords.glued("catch (IOException | X why) { say(String.valueOf(why)); }"));
        assertEquals(
                List.of(),
                ExceptionWords.glued("catch (IOException e) { say(\"no: \" + Reason.of(e)); }"));
    }
}
