package dmail.smtp.binding;

import dmail.common.config.Located;
import dmail.common.config.binding.BindRule;
import dmail.common.config.binding.BindingRef;
import dmail.common.config.binding.ScopeTable;
import dmail.common.config.binding.value.DefaultBinding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which binding mail gets: by the first rule that matches, else that of the sender's domain group,
 * else {@code default}. Immutable.
 */
public final class BindingPolicy {
    private static final String BY_DEFAULT = "default";
    private static final BindingRef DEFAULT = new BindingRef.One(ScopeTable.DEFAULT);

    private final RuleList rules;
    private final Map<String, BindingRef> domainGroups;
    private final DefaultBinding whenDefault;
    private final Set<String> headers;

    /**
     * @param rules in the order of their lines
     * @param domainGroups the bindings of those domain groups that have one
     * @param whenDefault what is done with mail for {@code default}
     */
    public BindingPolicy(
            List<Located<BindRule>> rules,
            Map<String, BindingRef> domainGroups,
            DefaultBinding whenDefault) {
        this.rules = new RuleList(rules);
        this.domainGroups = Map.copyOf(domainGroups);
        this.whenDefault = whenDefault;
        this.headers = this.rules.headers();
    }

    /** {@return the headers that rules look at, in lower case; with one, DATA must be over} */
    public Set<String> headers() {
        return headers;
    }

    public boolean needsHeaders() {
        return !headers.isEmpty();
    }

    /** {@return the one decision for a recipient} */
    public BindingDecision decide(Asked asked) {
        Optional<Located<BindRule>> rule = rules.first(asked);
        if (rule.isPresent()) {
            return by(rule.get().value().use(), rule.get().location().toString());
        }
        BindingRef ofGroup = domainGroups.get(asked.domainGroup());
        return ofGroup == null
                ? by(DEFAULT, BY_DEFAULT)
                : by(ofGroup, "domain_group " + asked.domainGroup());
    }

    private BindingDecision by(BindingRef use, String rule) {
        return use.equals(DEFAULT) && whenDefault == DefaultBinding.NONE
                ? new BindingDecision.NoBinding(rule)
                : new BindingDecision.Use(use, rule);
    }
}
