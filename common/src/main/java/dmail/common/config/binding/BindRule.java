package dmail.common.config.binding;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A {@code bind_rule} line: mail that passes all tests is handed to a binding or group.
 *
 * @param tests at least one
 */
public record BindRule(List<RuleTest> tests, BindingRef use) {
    public BindRule {
        tests = List.copyOf(tests);
    }

    /** {@return the rule as in dmail.conf} */
    @Override
    public String toString() {
        return tests.stream().map(RuleTest::toString).collect(Collectors.joining(" "))
                + " use "
                + use;
    }
}
