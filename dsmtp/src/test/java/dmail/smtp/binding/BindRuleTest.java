package dmail.smtp.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.EmailAddress;
import dmail.common.address.IpLiteral;
import dmail.common.config.Located;
import dmail.common.config.binding.BindRule;
import dmail.common.config.binding.BindingRef;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.binding.value.DefaultBinding;
import dmail.common.testing.SendingLines;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which mail a rule matches. */
final class BindRuleTest {
    /** J_joe's mail from a client of 10.0.0.0/8 to a partner, with one header. */
    private static final Asked JOE =
            new Asked(
                    EmailAddress.parse("Joe@News.Example"),
                    EmailAddress.parse("x@hq.partner.example").orElseThrow(),
                    "J_joe",
                    IpLiteral.parse("10.0.0.7"),
                    IpLiteral.parse("2001:db8::20"),
                    "mx@192.0.2.10",
                    "one",
                    name -> name.equals("x-class") ? Optional.of("bulk mail") : Optional.empty());

    /** A bounce that this host made itself. */
    private static final Asked BOUNCE =
            new Asked(
                    Optional.empty(),
                    EmailAddress.parse("joe@news.example").orElseThrow(),
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    "",
                    "",
                    _ -> Optional.empty());

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            quoteCharacter = '~',
            delimiter = '|',
            textBlock =
                    """
                    tests                                       | joe's | the bounce
                    from joe@news.example                       | true  | false
                    from *@NEWS.example                         | true  | false
                    from <>                                     | false | true
                    from *                                      | true  | true
                    from <>,*@news.example                      | true  | true
                    from *@other.example,j??@*                  | true  | false
                    to *@*.partner.example                      | true  | false
                    to *@partner.example                        | false | false
                    to *@hq.*,joe@*                             | true  | true
                    user j_*                                    | true  | false
                    user J_JOE                                  | true  | false
                    user joe                                    | false | false
                    user *                                      | true  | false
                    client 10.0.0.*                             | true  | false
                    client 10.0.0.0/8                           | true  | false
                    client 192.0.2.0/24,10.0.0.7                | true  | false
                    client *                                    | true  | false
                    in_ip 2001:db8::/32                         | true  | false
                    in_ip 192.0.2.20                            | false | false
                    listen mx@192.0.2.10                        | true  | false
                    listen MX@*                                 | true  | false
                    listen *                                    | true  | false
                    domain_group ONE                            | true  | false
                    domain_group two,o*                         | true  | false
                    header:X-Class bulk?mail                    | true  | false
                    header:x-class *                            | true  | false
                    header:x-class bulk                         | false | false
                    header:subject *                            | false | false
                    client 10.0.0.* to *@*.partner.example      | true  | false
                    client 10.0.0.* to *@other.example          | false | false
                    """)
    void b29_bi36_eachKeyIsOneLineWithWildcards(String tests, boolean joes, boolean bounce) {
        BindingPolicy policy = policy("bind_rule " + tests + " use one");

        assertEquals(joes, isUsed(policy, JOE));
        assertEquals(bounce, isUsed(policy, BOUNCE));
    }

    private static boolean isUsed(BindingPolicy policy, Asked asked) {
        return policy.decide(asked).rule().equals("f:1");
    }

    @Test
    void mom12_ofGeneralAndSpecialRulesTheFirstDecides() {
        BindingPolicy policy =
                policy(
                        """
                        bind_rule from *@other.example use a
                        bind_rule user J_* use group:b
                        bind_rule from * use c
                        """);

        assertEquals(
                new BindingDecision.Use(new BindingRef.OfGroup("b"), "f:2"), policy.decide(JOE));
        assertEquals(
                new BindingDecision.Use(new BindingRef.One("c"), "f:3"), policy.decide(BOUNCE));
    }

    @Test
    void bi36_onlyRulesWithHeadersWaitForData() {
        assertFalse(policy("bind_rule from * use a").needsHeaders());

        BindingPolicy policy =
                policy("bind_rule header:X-B y use a\nbind_rule header:X-A y header:x-b z use a");
        assertTrue(policy.needsHeaders());
        assertEquals(Set.of("x-a", "x-b"), policy.headers());
    }

    private static BindingPolicy policy(String rules) {
        List<Located<BindRule>> lines = SendingLines.read(rules).located(BindingSettings.BIND_RULE);
        return new BindingPolicy(lines, Map.of(), DefaultBinding.NORMAL);
    }
}
