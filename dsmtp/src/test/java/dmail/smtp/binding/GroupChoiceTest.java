package dmail.smtp.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.config.binding.ScopeTable;
import dmail.common.testing.SendingLines;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The turns of a group's members. */
final class GroupChoiceTest {
    private static final String TWO_TO_ONE =
            "binding_group g binding a weight 2\nbinding_group g binding b";

    private final Set<String> suspended = new HashSet<>();

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    messages, a,   b
                    1,        1,   0
                    2,        1,   1
                    3,        2,   1
                    6,        4,   2
                    300,      200, 100
                    """)
    void b19_eachMemberGetsItsPartAsNearlyAsCanBe(int messages, int a, int b) {
        Map<String, Integer> counts = counts(choice(TWO_TO_ONE), messages);

        assertEquals(a, counts.getOrDefault("a", 0));
        assertEquals(b, counts.getOrDefault("b", 0));
    }

    @Test
    void b19_weight0TakesNothing() {
        GroupChoice choice =
                choice("binding_group g binding a weight 0\nbinding_group g binding b");

        assertEquals(Map.of("b", 300), counts(choice, 300));
    }

    @Test
    void b19_noMemberWaitsLongForItsTurn() {
        GroupChoice choice =
                choice(
                        """
                        binding_group g binding a weight 5
                        binding_group g binding b
                        binding_group g binding c
                        """);

        assertEquals(List.of("a", "a", "b", "a", "c", "a", "a"), turns(choice, 7));
    }

    @Test
    void momN17_suspendedMembersArePassedOver() {
        suspended.add("a");

        assertEquals(Map.of("b", 10), counts(choice(TWO_TO_ONE), 10));
    }

    @Test
    void momN17_ifAllAreSuspendedOneHasTheMailThatWaits() {
        suspended.addAll(Set.of("a", "b"));

        assertEquals(Map.of("a", 2, "b", 1), counts(choice(TWO_TO_ONE), 3));
    }

    @Test
    void b20_aMemberReturnsWithoutCatchingUp() {
        GroupChoice choice = choice(TWO_TO_ONE);
        suspended.add("a");
        counts(choice, 30);
        suspended.clear();

        assertEquals(Map.of("a", 20, "b", 10), counts(choice, 30));
    }

    @Test
    void b26_whoIsNextIsSaidAndNothingMoves() {
        GroupChoice choice = choice(TWO_TO_ONE);

        for (int i = 0; i < 30; i++) {
            Optional<String> said = choice.next("g", suspended::contains);
            assertEquals(said, choice.next("g", suspended::contains));
            assertEquals(said, choice.choose("g", suspended::contains));
        }
    }

    @Test
    void b25_turnsGoOnAfterAReload() {
        GroupChoice choice = choice(TWO_TO_ONE);
        assertEquals(List.of("a", "b"), turns(choice, 2));

        choice.reload(table(TWO_TO_ONE + "\nbinding_group g binding c"));
        assertEquals(List.of("a", "c", "a", "b"), turns(choice, 4));

        choice.reload(table("binding_group h binding a"));
        assertEquals(Optional.empty(), choice.choose("g", suspended::contains));
        assertEquals(Optional.of("a"), choice.choose("h", suspended::contains));
    }

    private GroupChoice choice(String lines) {
        return new GroupChoice(table(lines));
    }

    private static ScopeTable table(String lines) {
        return ScopeTable.of(SendingLines.read(lines));
    }

    private List<String> turns(GroupChoice choice, int messages) {
        List<String> turns = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            turns.add(choice.choose("g", suspended::contains).orElseThrow());
        }
        return turns;
    }

    private Map<String, Integer> counts(GroupChoice choice, int messages) {
        Map<String, Integer> counts = new TreeMap<>();
        turns(choice, messages).forEach(binding -> counts.merge(binding, 1, Integer::sum));
        return counts;
    }
}
