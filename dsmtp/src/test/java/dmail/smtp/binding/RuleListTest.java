package dmail.smtp.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.EmailAddress;
import dmail.common.address.IpLiteral;
import dmail.common.config.ConfigLocation;
import dmail.common.config.Located;
import dmail.common.config.binding.BindRule;
import dmail.common.config.binding.BindingSettings;
import dmail.common.testing.SendingLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of many rules decides, and which are compared with a message. */
final class RuleListTest {
    private static final int SETS = 300;
    private static final int MESSAGES = 40;

    private static final List<String> SENDERS =
            List.of(
                    "",
                    "x@one.example",
                    "X.Y@Sub.One.Example",
                    "\"a b\"@one.example",
                    "\"a@b\"@two.example",
                    "x@[192.0.2.7]",
                    "x@[IPv6:2001:db8::7]",
                    "b\u00fccher@b\u00fccher.example",
                    "\u0130stanbul@one.example",
                    "\u039f\u03a3@two.example",
                    "a@example");

    private static final List<String> USERS = List.of("", "J_joe", "joe", "A_joe@one.example");
    private static final List<String> ADDRESSES =
            List.of("192.0.2.7", "192.0.2.77", "10.0.0.7", "2001:db8::7", "2001:db8::70");
    private static final List<String> LISTENERS = List.of("", "mx@192.0.2.7", "sub");
    private static final List<String> GROUPS = List.of("", "one", "Two");
    private static final List<String> FIELDS = List.of("", "bulk mail", "a@one.example");

    /** A rule alone is compared with each message, so that tells what it matches. */
    @Test
    void mom12_manyRulesDecideAsEachOfThemInTurnWould() {
        Random random = new Random(15);
        int decided = 0;
        for (int set = 0; set < SETS; set++) {
            List<Located<BindRule>> rules = list(rules(random));
            RuleList together = new RuleList(rules);
            List<RuleList> alone = rules.stream().map(rule -> new RuleList(List.of(rule))).toList();
            for (int i = 0; i < MESSAGES; i++) {
                Asked asked = message(random);
                Optional<Located<BindRule>> first =
                        alone.stream().flatMap(one -> one.first(asked).stream()).findFirst();

                assertEquals(first, together.first(asked), () -> rules + " and " + asked);
                decided += first.isPresent() ? 1 : 0;
            }
        }
        assertTrue(decided > SETS && decided < SETS * (MESSAGES - 1), "decided " + decided);
    }

    private static Asked message(Random random) {
        String field = any(random, FIELDS);
        return new Asked(
                EmailAddress.parse(any(random, SENDERS)),
                EmailAddress.parse(any(random, SENDERS.subList(1, SENDERS.size()))).orElseThrow(),
                any(random, USERS),
                IpLiteral.parse(any(random, ADDRESSES)).filter(_ -> random.nextInt(5) > 0),
                IpLiteral.parse(any(random, ADDRESSES)).filter(_ -> random.nextInt(5) > 0),
                any(random, LISTENERS),
                any(random, GROUPS),
                name -> Optional.of(field).filter(_ -> name.equals("x-class")));
    }

    private static <T> T any(Random random, List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private static String rules(Random random) {
        StringBuilder rules = new StringBuilder();
        for (int count = 9 + random.nextInt(40); count > 0; count--) {
            List<String> keys = new ArrayList<>(KEYS);
            rules.append("bind_rule");
            for (int tests = 1 + random.nextInt(2); tests > 0; tests--) {
                String key = keys.remove(random.nextInt(keys.size()));
                rules.append(' ').append(key).append(' ').append(patterns(random, key));
            }
            rules.append(" use default\n");
        }
        return rules.toString();
    }

    private static final List<String> KEYS =
            List.of(
                    "from",
                    "to",
                    "user",
                    "client",
                    "in_ip",
                    "listen",
                    "domain_group",
                    "header:x-class");

    private static String patterns(Random random, String key) {
        String first = pattern(random, key);
        return random.nextInt(3) > 0 ? first : first + "," + pattern(random, key);
    }

    private static String pattern(Random random, String key) {
        return switch (key) {
            case "from", "to" -> wild(random, any(random, SENDERS));
            case "client", "in_ip" -> any(random, IP_PATTERNS);
            case "user" -> wild(random, any(random, USERS));
            case "listen" -> wild(random, any(random, LISTENERS));
            case "domain_group" -> wild(random, any(random, GROUPS));
            default -> wild(random, any(random, FIELDS));
        };
    }

    private static final List<String> IP_PATTERNS =
            List.of(
                    "192.0.2.7",
                    "192.0.2.0/24",
                    "192.0.2.*",
                    "192.0.2.7?",
                    "*.7",
                    "10.0.0.7/32",
                    "2001:DB8:0::7",
                    "2001:db8:*",
                    "*:7",
                    "*");

    /** With wildcards in place of some of the text, or a dot more, or in capitals. */
    private static String wild(Random random, String text) {
        String plain = (text.isEmpty() ? "<>" : text).replace(' ', '?').replace('"', '?');
        int start = random.nextInt(plain.length());
        int end = start + 1 + random.nextInt(plain.length() - start);
        return switch (random.nextInt(6)) {
            case 0 -> plain;
            case 1 -> plain + ".";
            case 2 -> plain.toUpperCase(Locale.ROOT);
            case 3 -> plain.substring(0, start) + "?" + plain.substring(start + 1);
            case 4 -> "*" + plain.substring(start);
            default -> plain.substring(0, start) + "*" + plain.substring(end);
        };
    }

    /** The header is tested first, so each rule that is compared asks for it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "to *@*.d%d.example",
                "to *@d%d.example",
                "to *d%d.example",
                "to user@d%d.example",
                "to list-%d@*",
                "to nobody-%d@*,*@d%d.example",
                "from *@d%d.example",
                "from x@other.example to *@d%d.example",
                "client 10.0.0.7 to *@d%d.example",
                "user a%d_*",
                "listen l%d",
                "domain_group g%d",
                "header:x-binding b%d"
            })
    void ofAThousandRulesForOthersNoneIsCompared(String rule) {
        assertEquals(List.of(), compared(1000, rule, "x@other.example"));
    }

    @Test
    void ofAThousandRulesThoseThatEndAlikeAreCompared() {
        assertEquals(List.of(77), compared(1000, "to *@*.d%d.example", "x@mail.d77.example"));
        assertEquals(List.of(77), compared(1000, "to *d%d.example", "x@mail.d77.example"));
        assertEquals(List.of(), compared(1000, "to *@*.d%d.example", "x@mail.d77.example.org"));
        assertEquals(List.of(7), compared(256, "in_ip 10.0.%d.*", "x@other.example"));
    }

    private static List<Integer> compared(int count, String rule, String to) {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < count; i++) {
            rules.append("bind_rule header:x-probe-").append(i).append(" * ");
            rules.append(rule.replace("%d", "" + i)).append(" use default\n");
        }
        List<Integer> compared = new ArrayList<>();
        Optional<Located<BindRule>> first =
                new RuleList(list(rules.toString())).first(probed(to, compared));
        assertEquals(Optional.empty(), first);
        return compared;
    }

    private static Asked probed(String to, List<Integer> compared) {
        return new Asked(
                EmailAddress.parse("x@other.example"),
                EmailAddress.parse(to).orElseThrow(),
                "joe",
                IpLiteral.parse("10.0.0.7"),
                IpLiteral.parse("10.0.7.1"),
                "mx",
                "one",
                name -> {
                    if (name.startsWith("x-probe-")) {
                        compared.add(Integer.parseInt(name.substring("x-probe-".length())));
                    }
                    return Optional.empty();
                });
    }

    @Test
    void anEarlierRuleThatIsAlwaysComparedDecides() {
        AtomicInteger line = new AtomicInteger();
        List<Located<BindRule>> rules = new ArrayList<>();
        for (String text :
                ("to *@a.example,to *@*,to *@b.example" + ",to *@c.example".repeat(9))
                        .split(",", -1)) {
            rules.addAll(
                    list("bind_rule " + text + " use default").stream()
                            .map(rule ->
                                    new Located<>(
                                            rule.value(),
                                            new ConfigLocation("f", line.incrementAndGet())))
                            .toList());
        }

        assertEquals(1, line(rules, "x@a.example"));
        assertEquals(2, line(rules, "x@b.example"));
        assertEquals(2, line(rules, "x@other.example"));
    }

    private static int line(List<Located<BindRule>> rules, String to) {
        return new RuleList(rules)
                .first(probed(to, new ArrayList<>()))
                .orElseThrow()
                .location()
                .line();
    }

    private static List<Located<BindRule>> list(String rules) {
        return SendingLines.read(rules).located(BindingSettings.BIND_RULE);
    }
}
