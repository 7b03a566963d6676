package dmail.smtp.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.EmailAddress;
import dmail.common.config.binding.BindingRef;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.binding.value.DefaultBinding;
import dmail.common.testing.SendingLines;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The order rule, domain group, default; each message ends on one binding. */
final class BindingPolicyTest {
    private static final String RULES =
            """
            bind_rule from *@news.acme.example use group:bulk
            bind_rule from *@vip.example use default
            """;

    private static final Map<String, BindingRef> GROUPS =
            Map.of("one", new BindingRef.One("one"), "list", new BindingRef.OfGroup("bulk"));

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    from,                 domain group, binding,    rule
                    ed@news.acme.example, '',           group:bulk, f:1
                    ed@news.acme.example, one,          group:bulk, f:1
                    amy@one.example,      one,          one,        domain_group one
                    amy@one.example,      list,         group:bulk, domain_group list
                    bob@acme.example,     '',           default,    default
                    bob@acme.example,     two,          default,    default
                    bob@vip.example,      one,          default,    f:2
                    """)
    void mom12_sm16_aRuleComesFirstThenTheDomainGroupThenDefault(
            String from, String group, String binding, String rule) {
        assertEquals(
                new BindingDecision.Use(ref(binding), rule),
                policy(RULES, DefaultBinding.NORMAL).decide(asked(from, group)));
    }

    private static BindingRef ref(String text) {
        return text.startsWith("group:")
                ? new BindingRef.OfGroup(text.substring("group:".length()))
                : new BindingRef.One(text);
    }

    @Test
    void mom8_withoutRulesMailLeavesByDefault() {
        assertEquals(
                new BindingDecision.Use(new BindingRef.One("default"), "default"),
                policy("", DefaultBinding.NORMAL).decide(asked("bob@acme.example", "")));
    }

    @Test
    void mom13_aRuleMayNameDefault() {
        assertEquals(
                new BindingDecision.Use(new BindingRef.One("default"), "f:2"),
                policy(RULES, DefaultBinding.NORMAL).decide(asked("x@vip.example", "one")));
    }

    @Test
    void momN18_withNoneNothingLeavesByDefault() {
        BindingPolicy policy = policy(RULES, DefaultBinding.NONE);

        assertEquals(
                new BindingDecision.NoBinding("default"),
                policy.decide(asked("bob@acme.example", "")));
        assertEquals(
                new BindingDecision.NoBinding("f:2"), policy.decide(asked("x@vip.example", "one")));
        assertEquals(
                new BindingDecision.Use(new BindingRef.One("one"), "domain_group one"),
                policy.decide(asked("amy@one.example", "one")));
    }

    @ParameterizedTest
    @EnumSource(
            value = DefaultBinding.class,
            names = {"NORMAL", "SUSPENDED"})
    void momN18_suspendedMailIsTaken(DefaultBinding whenDefault) {
        assertEquals(
                new BindingDecision.Use(new BindingRef.One("default"), "default"),
                policy("", whenDefault).decide(asked("bob@acme.example", "")));
    }

    /** A bounce of the group's mail has no sender, and the group of what caused it. */
    @Test
    void b6_whatAGroupsMailCausesLeavesByTheGroupsBinding() {
        assertEquals(
                new BindingDecision.Use(new BindingRef.One("one"), "domain_group one"),
                policy(RULES, DefaultBinding.NORMAL).decide(asked("", "one")));
    }

    private static BindingPolicy policy(String rules, DefaultBinding whenDefault) {
        return new BindingPolicy(
                SendingLines.read(rules).located(BindingSettings.BIND_RULE), GROUPS, whenDefault);
    }

    private static Asked asked(String from, String group) {
        return new Asked(
                EmailAddress.parse(from),
                EmailAddress.parse("x@other.example").orElseThrow(),
                "",
                Optional.empty(),
                Optional.empty(),
                "",
                group,
                _ -> Optional.empty());
    }
}
