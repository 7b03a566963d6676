package dmail.smtp.binding;

import dmail.common.address.IpPattern;
import dmail.common.address.PatternIndex;
import dmail.common.address.Wildcard;
import dmail.common.config.Located;
import dmail.common.config.binding.BindRule;
import dmail.common.config.binding.RuleTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Of many rules, under which patterns each is found. Since all tests of a rule must be passed, each
 * is found by one of them: by that whose patterns the fewest other rules have. Immutable.
 */
final class RuleIndex {
    /** So few are compared sooner than they are found. */
    private static final int FEW = 4;

    private final List<OfKey> keys;
    private final int[] others;

    /**
     * The rules that are found by one key.
     *
     * @param test any with that key
     * @param patterns with the numbers of the rules
     */
    record OfKey(RuleTest test, PatternIndex patterns) {}

    private RuleIndex(List<OfKey> keys, int[] others) {
        this.keys = List.copyOf(keys);
        this.others = others;
    }

    /** {@return the index of rules, which are numbered from 0 in their order} */
    static RuleIndex of(List<Located<BindRule>> rules) {
        Builder builder = new Builder(rules);
        for (int number = 0; number < rules.size(); number++) {
            builder.add(number, rules.get(number).value());
        }
        return builder.build();
    }

    /** {@return where rules are found, by one key after the other} */
    List<OfKey> keys() {
        return keys;
    }

    /** {@return the numbers of the rules that must always be compared, in ascending order} */
    int[] others() {
        return others;
    }

    private record KeyBuilder(RuleTest test, PatternIndex.Builder patterns) {}

    private static final class Builder {
        private final boolean isWorthwhile;
        private final Map<String, Map<Wildcard, Integer>> uses = new HashMap<>();
        private final Map<String, KeyBuilder> keys = new LinkedHashMap<>();
        private final List<Integer> others = new ArrayList<>();

        Builder(List<Located<BindRule>> rules) {
            isWorthwhile = rules.size() > FEW;
            if (isWorthwhile) {
                rules.forEach(rule -> rule.value().tests().forEach(this::count));
            }
        }

        private void count(RuleTest test) {
            for (Wildcard pattern : anchored(test)) {
                uses.computeIfAbsent(test.key(), _ -> new HashMap<>())
                        .merge(pattern, 1, Integer::sum);
            }
        }

        void add(int number, BindRule rule) {
            Optional<RuleTest> rarest = isWorthwhile ? rarest(rule) : Optional.empty();
            if (rarest.isEmpty()) {
                others.add(number);
                return;
            }
            RuleTest test = rarest.get();
            KeyBuilder key =
                    keys.computeIfAbsent(
                            test.key(), _ -> new KeyBuilder(test, new PatternIndex.Builder()));
            for (Wildcard pattern : anchored(test)) {
                key.patterns().add(number, pattern);
            }
        }

        private Optional<RuleTest> rarest(BindRule rule) {
            Optional<RuleTest> rarest = Optional.empty();
            int fewest = Integer.MAX_VALUE;
            for (RuleTest test : rule.tests()) {
                int itsUses = uses(test);
                if (itsUses > 0 && itsUses < fewest) {
                    rarest = Optional.of(test);
                    fewest = itsUses;
                }
            }
            return rarest;
        }

        /** {@return how often its patterns stand in rules; 0 when no rule is found by them} */
        private int uses(RuleTest test) {
            int sum = 0;
            for (Wildcard pattern : anchored(test)) {
                sum += uses.getOrDefault(test.key(), Map.of()).getOrDefault(pattern, 0);
            }
            return sum;
        }

        RuleIndex build() {
            List<OfKey> built = new ArrayList<>();
            for (KeyBuilder key : keys.values()) {
                built.add(new OfKey(key.test(), key.patterns().build()));
            }
            return new RuleIndex(built, others.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    /** {@return the patterns of a test; empty when one of them has no fixed beginning or end} */
    private static List<Wildcard> anchored(RuleTest test) {
        List<Wildcard> patterns =
                switch (test) {
                    case RuleTest.Text(_, var ofText) -> ofText;
                    case RuleTest.Header(_, var ofField) -> ofField;
                    case RuleTest.Address(_, var ofAddress) -> texts(ofAddress);
                };
        for (Wildcard pattern : patterns) {
            if (!pattern.isAnchored()) {
                return List.of();
            }
        }
        return patterns;
    }

    private static List<Wildcard> texts(List<IpPattern> addresses) {
        List<Wildcard> texts = new ArrayList<>();
        for (IpPattern address : addresses) {
            Optional<Wildcard> text = address.ofText();
            if (text.isEmpty()) {
                return List.of();
            }
            texts.add(text.get());
        }
        return texts;
    }
}
