package dmail.common.config.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.Wildcard;
import dmail.common.config.binding.TargetOptions.OfPattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which patterns are found for a name. */
final class TargetOptionsTest {
    private static final int SETS = 1_000;
    private static final int NAMES = 20;
    private static final List<String> PARTS = List.of("a", "b", "ab", ".", ".a", "*", "?");
    private static final int WITHOUT_WILDCARDS = 5;

    @Test
    void momN3_ofManyTheFirstThatMatchesIsFound() {
        Random random = new Random(15);
        for (int set = 0; set < SETS; set++) {
            Set<Wildcard> patterns = patterns(random);
            TargetOptions targets = new TargetOptions();
            patterns.forEach(targets::add);
            for (int i = 0; i < NAMES; i++) {
                String name = text(random, WITHOUT_WILDCARDS);
                String other = text(random, WITHOUT_WILDCARDS);

                assertEquals(
                        first(patterns, List.of(name, other)),
                        targets.firstOfAny(List.of(name, other)),
                        () -> patterns + " and " + name + " and " + other);
                assertEquals(
                        patterns.stream()
                                .filter(one -> !one.isLiteral() && one.matchesFolded(name))
                                .toList(),
                        targets.candidates(name).stream()
                                .filter(one -> one.pattern().matchesFolded(name))
                                .sorted((one, another) -> one.rank() - another.rank())
                                .map(OfPattern::pattern)
                                .toList());
            }
        }
    }

    private static Optional<Wildcard> first(Set<Wildcard> patterns, List<String> names) {
        return patterns.stream()
                .filter(pattern -> names.stream().anyMatch(pattern::matchesFolded))
                .findFirst();
    }

    private static Set<Wildcard> patterns(Random random) {
        Set<Wildcard> patterns = new LinkedHashSet<>();
        for (int count = random.nextInt(20); count >= 0; count--) {
            patterns.add(Wildcard.parse(text(random, PARTS.size())).orElseThrow());
        }
        return patterns;
    }

    private static String text(Random random, int parts) {
        StringBuilder text = new StringBuilder();
        for (int count = 1 + random.nextInt(5); count > 0; count--) {
            text.append(PARTS.get(random.nextInt(parts)));
        }
        return text.toString();
    }

    /** Lines such as {@code *example.com} are for a domain and all below it. */
    @Test
    void ofAThousandThatBeginWithinALabelFewAreCompared() {
        TargetOptions targets = new TargetOptions();
        List<Wildcard> patterns = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            patterns.add(Wildcard.parse("*d" + i + ".example").orElseThrow());
        }
        patterns.forEach(targets::add);

        assertEquals(1, targets.candidates("mail.d77.example").size());
        assertEquals(0, targets.candidates("mail.example").size());
    }
}
