package dmail.common.config.edit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LinePlanTest {
    @Test
    void linesGetTheirPlaces() throws IOException {
        LinePlan plan = new LinePlan();
        plan.replace(1, List.of("A", "AA"));
        plan.replace(2, List.of());
        plan.addBehind(3, "D");
        plan.addBehind(3, "E");
        plan.addLast("F");

        assertEquals("A\nAA\nc\nD\nE\nF\n", edited(plan, "a\nb\nc\n"));
        assertEquals(6, plan.size());
        assertEquals(
                List.of(
                        "# in place of line 1 of f",
                        "A",
                        "AA",
                        "# remove line 2 of f",
                        "# behind line 3 of f",
                        "D",
                        "E",
                        "# at the end of f",
                        "F"),
                plan.byHand("f"));
    }

    @Test
    void anEmptyFileGetsItsFirstLine() throws IOException {
        LinePlan plan = new LinePlan();
        plan.addLast("a");

        assertEquals("a\n", edited(plan, ""));
    }

    @Test
    void theLastLineOfAFileWithReturnsGetsOneOnlyWhenItIsLastNoMore() throws IOException {
        LinePlan plan = new LinePlan();
        plan.replace(2, List.of("B"));
        assertEquals("a\r\nB", edited(plan, "a\r\nb"));

        plan.addLast("c");
        assertEquals("a\r\nB\r\nc", edited(plan, "a\r\nb"));
        plan.addBehind(2, "bb");
        assertEquals("a\r\nB\r\nbb\r\nc", edited(plan, "a\r\nb"));
    }

    /** The same by lists of lines, where nothing can be miscounted. */
    @Test
    void anyPlanDoesWhatItSays() throws IOException {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            int size = 1 + random.nextInt(6);
            LinePlan plan = new LinePlan();
            List<String> before = new ArrayList<>();
            List<String> after = new ArrayList<>();
            for (int number = 1; number <= size; number++) {
                String line = "l" + number + (random.nextBoolean() ? "" : "\u00e4");
                before.add(line);
                List<String> fresh = new ArrayList<>();
                if (random.nextInt(3) == 0) {
                    for (int i = random.nextInt(3); i > 0; i--) {
                        fresh.add("r" + i + "\u00fc");
                    }
                    plan.replace(number, fresh);
                    after.addAll(fresh);
                } else {
                    after.add(line);
                }
                if (random.nextInt(4) == 0) {
                    plan.addBehind(number, "i" + number);
                    after.add("i" + number);
                }
            }
            if (random.nextBoolean()) {
                plan.addLast("last");
                after.add("last");
            }
            String end = random.nextBoolean() ? "\r\n" : "\n";
            assertEquals(text(after, end), edited(plan, text(before, end)), "seed " + seed);
        }
    }

    private static String text(List<String> lines, String end) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append(end));
        return text.toString();
    }

    private static String edited(LinePlan plan, String text) throws IOException {
        String octets = new String(text.getBytes(UTF_8), ISO_8859_1);
        StringWriter out = new StringWriter();
        var _ = plan.edit(new StringReader(octets)).copy(new StringReader(octets), out);
        return new String(out.toString().getBytes(ISO_8859_1), UTF_8);
    }
}
