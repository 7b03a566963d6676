package dmail.common.config.binding;

import dmail.common.address.IpPattern;
import dmail.common.address.Wildcard;
import dmail.common.config.binding.RuleTest.AddressKey;
import dmail.common.config.binding.RuleTest.TextKey;
import dmail.common.config.type.Parsed;
import dmail.common.config.type.SettingType;
import dmail.common.config.type.Shown;
import dmail.common.config.type.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The arguments of a {@code bind_rule} line. */
final class RuleType {
    private static final String KEYS =
            "from, to, user, client, in_ip, listen, domain_group, header:<name>";

    private static final String HEADER = "header:";

    static final SettingType<BindRule> RULE =
            SettingType.line(
                    "<key> <pattern>[,<pattern>...] [<key> <pattern>...] use"
                            + " <binding>|group:<group>",
                    (text, _) -> Words.split(text).then(RuleType::read),
                    BindRule::toString);

    private RuleType() {}

    private static Parsed<BindRule> read(List<String> words) {
        int use = use(words);
        if (use < 0) {
            return Parsed.bad("no \"use\" says which binding the mail gets");
        }
        if (use == 0) {
            return Parsed.bad("no test stands before \"use\"; the keys are " + KEYS);
        }
        if (use != words.size() - 2) {
            return Parsed.bad(
                    use == words.size() - 1
                            ? "a binding is missing behind \"use\""
                            : "one word stands behind \"use\": <binding> or group:<group>");
        }
        return tests(words.subList(0, use))
                .then(tests ->
                        BindingRef.parse(words.getLast()).map(ref -> new BindRule(tests, ref)));
    }

    /** The place of "use" among the keys; a pattern may be that word, too. */
    private static int use(List<String> words) {
        for (int i = 0; i < words.size(); i += 2) {
            if (words.get(i).equalsIgnoreCase("use")) {
                return i;
            }
        }
        return -1;
    }

    private static Parsed<List<RuleTest>> tests(List<String> words) {
        List<RuleTest> tests = new ArrayList<>();
        for (int i = 0; i < words.size(); i += 2) {
            switch (test(words.get(i).toLowerCase(Locale.ROOT), words.get(i + 1))) {
                case Parsed.Good<RuleTest>(var test) -> {
                    if (tests.stream().anyMatch(other -> other.key().equals(test.key()))) {
                        return Parsed.bad(
                                test.key()
                                        + " stands twice, and all tests must be passed; of the"
                                        + " patterns of a list one is enough: a,b");
                    }
                    tests.add(test);
                }
                case Parsed.Bad<RuleTest>(var why) -> {
                    return Parsed.bad(why);
                }
            }
        }
        return Parsed.good(List.copyOf(tests));
    }

    private static Parsed<RuleTest> test(String key, String list) {
        for (TextKey text : TextKey.values()) {
            if (key.equals(text.toString())) {
                return all(list, RuleType::pattern)
                        .map(patterns -> new RuleTest.Text(text, patterns));
            }
        }
        for (AddressKey address : AddressKey.values()) {
            if (key.equals(address.toString())) {
                return all(list, RuleType::addresses)
                        .map(patterns -> new RuleTest.Address(address, patterns));
            }
        }
        return key.startsWith(HEADER)
                ? header(key.substring(HEADER.length()), list)
                : Parsed.bad(Shown.quoted(key) + " is none of the keys " + KEYS);
    }

    /** The name of a header field is of printable ASCII without a colon (RFC 5322 section 2.2). */
    private static Parsed<RuleTest> header(String name, String list) {
        if (!name.matches("[!-9;-~]{1,76}")) {
            return Parsed.bad(Shown.quoted(name) + " is no name of a header");
        }
        return all(list, RuleType::pattern).map(patterns -> new RuleTest.Header(name, patterns));
    }

    private static Parsed<Wildcard> pattern(String word) {
        return Parsed.of(Wildcard.parse(word), "no pattern such as *@example.com");
    }

    private static Parsed<IpPattern> addresses(String word) {
        return Parsed.of(
                        IpPattern.parse(word),
                        "neither an address (192.0.2.1), nor a wildcard (192.0.2.*), nor a network"
                                + " (192.0.2.0/24)")
                .then(pattern ->
                        pattern.mayMatch()
                                ? Parsed.good(pattern)
                                : Parsed.bad(
                                        "a wildcard that matches no address: an IPv4 address is"
                                                + " four numbers up to 255, an IPv6 address eight"
                                                + " groups without ::"));
    }

    private static <T> Parsed<List<T>> all(String list, Function<String, Parsed<T>> reader) {
        List<T> values = new ArrayList<>();
        for (String element : list.split(",", -1)) {
            switch (reader.apply(element)) {
                case Parsed.Good<T>(var value) -> values.add(value);
                case Parsed.Bad<T>(var why) -> {
                    return Parsed.bad(Shown.quoted(element) + " is " + why);
                }
            }
        }
        return Parsed.good(List.copyOf(values));
    }
}
