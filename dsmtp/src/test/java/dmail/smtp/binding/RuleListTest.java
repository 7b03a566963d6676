package dmail.smtp.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.config.binding.BindingSettings;
import dmail.common.testing.SendingLines;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which rules are compared with a message. */
final class RuleListTest {
    private static final String RULES =
            """
            bind_rule to *@partner.example use a
            bind_rule from *@one.example use b
            bind_rule user J_* use c
            bind_rule from *@two.example,ed@one.example use d
            bind_rule from *.example use e
            bind_rule from *@two.example,<> use f
            bind_rule client 10.* from news*@one.example use g
            """;

    @Test
    void thoseOfOtherSendersAreNotComparedAndTheOrderIsKept() {
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7), lines("x@one.example"));
        assertEquals(List.of(1, 3, 4, 5, 6), lines("x@two.example"));
        assertEquals(List.of(1, 3, 5, 6), lines("x@three.example"));
        assertEquals(List.of(1, 3, 5, 6), lines("x@sub.one.example"));
        assertEquals(List.of(1, 3, 5, 6), lines("<>"));
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7), lines("\"a@b\"@one.example"));
    }

    private static List<Integer> lines(String from) {
        return list(RULES).candidates(from).stream().map(rule -> rule.location().line()).toList();
    }

    @Test
    void ofAThousandRulesForSendersOneIsCompared() {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            rules.append("bind_rule from *@d").append(i).append(".example use default\n");
        }

        assertEquals(1, list(rules.toString()).candidates("x@d77.example").size());
        assertEquals(0, list(rules.toString()).candidates("x@other.example").size());
    }

    private static RuleList list(String rules) {
        return new RuleList(SendingLines.read(rules).located(BindingSettings.BIND_RULE));
    }
}
