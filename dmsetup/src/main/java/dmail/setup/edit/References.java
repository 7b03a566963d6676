package dmail.setup.edit;

import dmail.common.address.Wildcard;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.Located;
import dmail.common.config.binding.BindRule;
import dmail.common.config.binding.BindingRef;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.binding.RuleTest;
import dmail.common.config.binding.RuleTest.TextKey;
import dmail.common.config.group.GroupLine;
import dmail.common.config.group.GroupOption;
import dmail.common.config.type.Shown;
import java.util.Locale;
import java.util.function.Predicate;

/** The lines that name a listener, a binding or a group, and would be left without it. */
final class References {
    private final Configuration configuration;

    References(Configuration configuration) {
        this.configuration = configuration;
    }

    void refuseListener(String name) throws Refusal {
        refuseRules("listener " + name, rule -> hasTest(rule, TextKey.LISTEN, name));
    }

    void refuseGroup(String name) throws Refusal {
        refuseRules("group " + name, rule -> hasTest(rule, TextKey.DOMAIN_GROUP, name));
    }

    void refuseBinding(String name) throws Refusal {
        BindingRef own = new BindingRef.One(name);
        refuseRules("binding " + name, rule -> rule.use().equals(own));
        for (Located<GroupLine> line : configuration.located(DomainSettings.DOMAIN_GROUP)) {
            if (line.value().option() instanceof GroupOption.Binding(var use) && use.equals(own)) {
                throw used("binding " + name, line, "domain_group");
            }
        }
    }

    private void refuseRules(String what, Predicate<BindRule> names) throws Refusal {
        for (Located<BindRule> rule : configuration.located(BindingSettings.BIND_RULE)) {
            if (names.test(rule.value())) {
                throw used(what, rule, "bind_rule");
            }
        }
    }

    /** A pattern may find nothing; a name that isn't there is an error. */
    private static boolean hasTest(BindRule rule, TextKey key, String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        return rule.tests().stream()
                .anyMatch(test ->
                        test instanceof RuleTest.Text(var what, var patterns)
                                && what == key
                                && patterns.stream()
                                        .filter(Wildcard::isLiteral)
                                        .anyMatch(pattern -> pattern.matchesFolded(folded)));
    }

    private static Refusal used(String what, Located<?> line, String setting) {
        return Refusal.wrong(
                what
                        + " is used at "
                        + line.location()
                        + ": "
                        + setting
                        + " "
                        + Shown.plain(line.value().toString())
                        + "; change that line first");
    }
}
