package dmail.common.address;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which of many patterns may match a text. */
final class PatternIndexTest {
    private static final int SETS = 2_000;
    private static final int TEXTS = 20;

    /** Few characters, so that much matches; the dotted I is two in lower case. */
    private static final String LETTERS = "ab.@\u0130";

    @Test
    void allThatMatchAreFoundInOrderAndOnce() {
        Random random = new Random(15);
        for (int set = 0; set < SETS; set++) {
            List<Wildcard> patterns = patterns(random);
            PatternIndex index = index(patterns);
            for (int i = 0; i < TEXTS; i++) {
                String text = text(random, LETTERS, 9).toLowerCase(Locale.ROOT);
                int[] found = index.candidates(text);

                assertArrayEquals(IntStream.of(found).sorted().distinct().toArray(), found);
                assertArrayEquals(
                        IntStream.range(0, patterns.size())
                                .filter(number -> patterns.get(number).matchesFolded(text))
                                .toArray(),
                        IntStream.of(found)
                                .filter(number -> patterns.get(number).matchesFolded(text))
                                .toArray(),
                        () -> patterns + " and " + text);
            }
        }
    }

    private static List<Wildcard> patterns(Random random) {
        List<Wildcard> patterns = new ArrayList<>();
        for (int count = random.nextInt(30); count >= 0; count--) {
            Wildcard.parse(text(random, LETTERS + "*?*", 6)).ifPresent(patterns::add);
        }
        return patterns;
    }

    private static String text(Random random, String letters, int longest) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(longest + 1); length > 0; length--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static PatternIndex index(List<Wildcard> patterns) {
        PatternIndex.Builder index = new PatternIndex.Builder();
        for (int number = 0; number < patterns.size(); number++) {
            index.add(number, patterns.get(number));
        }
        return index.build();
    }

    @Test
    void ofTenThousandThoseThatEndOtherwiseAreNotFound() {
        List<Wildcard> patterns =
                IntStream.range(0, 10_000)
                        .mapToObj(number -> wildcard("*.b" + number + ".example"))
                        .toList();
        PatternIndex index = index(patterns);

        assertArrayEquals(new int[] {77}, index.candidates("mail.b77.example"));
        assertArrayEquals(new int[0], index.candidates("mail.other.example"));
    }

    @Test
    void aPatternThatIsLongerInLowerCaseIsFound() {
        String longest = "\u0130".repeat(254);
        PatternIndex index = index(List.of(wildcard("*" + longest)));

        assertArrayEquals(
                new int[] {0}, index.candidates(("x" + longest).toLowerCase(Locale.ROOT)));
    }

    private static Wildcard wildcard(String pattern) {
        return Wildcard.parse(pattern).orElseThrow();
    }

    @Test
    void onlyAPatternWithAWildcardAtBothEndsIsNotAnchored() {
        assertTrue(wildcard("*a").isAnchored());
        assertTrue(wildcard("a?").isAnchored());
        assertTrue(wildcard("a").isAnchored());
        assertEquals(
                List.of(false, false, false),
                List.of(
                        wildcard("*").isAnchored(),
                        wildcard("*a?").isAnchored(),
                        wildcard("?a*").isAnchored()));
    }
}
