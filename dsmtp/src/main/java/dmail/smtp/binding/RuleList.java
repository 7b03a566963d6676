package dmail.smtp.binding;

import dmail.common.config.Located;
import dmail.common.config.binding.BindRule;
import dmail.common.config.binding.RuleTest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules in the order of their lines. Of many, those that can match a message are found by how
 * its sender, its recipient and so on begin and end, so that few are compared with it.
 */
final class RuleList {
    private final List<Located<BindRule>> rules;
    private final RuleIndex index;

    RuleList(List<Located<BindRule>> rules) {
        this.rules = List.copyOf(rules);
        this.index = RuleIndex.of(this.rules);
    }

    /** {@return the first rule whose tests are all passed} */
    Optional<Located<BindRule>> first(Asked asked) {
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        FoldedFacts facts = FoldedFacts.of(asked);
        int first = rules.size();
        for (RuleIndex.OfKey key : index.keys()) {
            String text = facts.text(key.test());
            if (!text.isEmpty()) {
                first = first(key.patterns().candidates(text), facts, first);
            }
        }
        first = first(index.others(), facts, first);
        return first == rules.size() ? Optional.empty() : Optional.of(rules.get(first));
    }

    /**
     * {@return the first of some rules whose tests are all passed}
     *
     * @param some in the order of their lines
     * @param found a later rule isn't compared, and this one is the answer if none is earlier
     */
    private int first(int[] some, FoldedFacts facts, int found) {
        for (int rule : some) {
            if (rule >= found) {
                return found;
            }
            if (facts.pass(rules.get(rule).value().tests())) {
                return rule;
            }
        }
        return found;
    }

    /** {@return the headers that rules look at, in lower case} */
    Set<String> headers() {
        Set<String> headers = new TreeSet<>();
        for (Located<BindRule> rule : rules) {
            for (RuleTest test : rule.value().tests()) {
                if (test instanceof RuleTest.Header header) {
                    headers.add(header.name());
                }
            }
        }
        return Set.copyOf(headers);
    }
}
