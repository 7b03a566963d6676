package dmail.smtp.binding;

import dmail.common.address.Wildcard;
import dmail.common.config.Located;
import dmail.common.config.binding.BindRule;
import dmail.common.config.binding.RuleTest;
import dmail.common.config.binding.RuleTest.TextKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules in the order of their lines. Those that are only for senders of certain domains are
 * found by the domain, so that of many rules few are compared.
 */
final class RuleList {
    private final List<Located<BindRule>> rules;
    private final Map<String, List<Integer>> byDomain = new HashMap<>();
    private final List<Integer> ofAll = new ArrayList<>();
    private final List<Located<BindRule>> onlyOfAll = new ArrayList<>();

    RuleList(List<Located<BindRule>> rules) {
        this.rules = List.copyOf(rules);
        for (int i = 0; i < this.rules.size(); i++) {
            add(i, senderDomains(this.rules.get(i).value()));
        }
    }

    private void add(int rule, Set<String> domains) {
        for (String domain : domains) {
            byDomain.computeIfAbsent(domain, _ -> new ArrayList<>()).add(rule);
        }
        if (domains.isEmpty()) {
            ofAll.add(rule);
            onlyOfAll.add(rules.get(rule));
        }
    }

    /** {@return the domains of all senders that the rule can match; empty when it names none} */
    private static Set<String> senderDomains(BindRule rule) {
        Set<String> domains = new TreeSet<>();
        for (RuleTest test : rule.tests()) {
            if (test instanceof RuleTest.Text(TextKey what, List<Wildcard> patterns)
                    && what == TextKey.FROM) {
                for (Wildcard pattern : patterns) {
                    int at = pattern.tail().lastIndexOf('@');
                    if (at < 0) {
                        return Set.of();
                    }
                    domains.add(pattern.tail().substring(at + 1));
                }
            }
        }
        return domains;
    }

    /**
     * {@return the rules that can match mail of a sender, in the order of their lines}
     *
     * @param from in lower case
     */
    List<Located<BindRule>> candidates(String from) {
        String domain = from.substring(from.lastIndexOf('@') + 1);
        List<Integer> own = byDomain.getOrDefault(domain, List.of());
        if (own.isEmpty()) {
            return onlyOfAll;
        }
        List<Located<BindRule>> merged = new ArrayList<>(own.size() + ofAll.size());
        int next = 0;
        for (int rule : own) {
            while (next < ofAll.size() && ofAll.get(next) < rule) {
                merged.add(rules.get(ofAll.get(next)));
                next++;
            }
            merged.add(rules.get(rule));
        }
        merged.addAll(onlyOfAll.subList(next, onlyOfAll.size()));
        return merged;
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
