package dmail.common.config.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Wildcard;
import dmail.common.config.ConfigFixture;
import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigProblem.Severity;
import dmail.common.config.ConfigReading;
import dmail.common.config.QueueSettings;
import dmail.common.config.Setting;
import dmail.common.config.binding.Scope.Target;
import dmail.common.config.binding.value.EhloName;
import dmail.common.config.binding.value.IpFamily;
import dmail.common.testing.SendingLines;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which line of several gives the value of an option of sending. */
final class ScopeTableTest {
    /** One line for each level, the first one that is asked first. */
    private static final List<String> LEVELS =
            List.of(
                    "binding_group g binding b domain d.example retry_interval 1",
                    "binding_group g binding b domain *.example retry_interval 2",
                    "binding b domain d.example retry_interval 3",
                    "binding_group g domain d.example retry_interval 4",
                    "binding_group g binding b retry_interval 5",
                    "binding b retry_interval 6",
                    "binding_group g retry_interval 7",
                    "to_domain d.example retry_interval 8",
                    "to_mx mx*.big.example retry_interval 9",
                    "to_domain *.example retry_interval 10",
                    "retry_interval 11");

    private static final ScopePlace PLACE =
            new ScopePlace("b", "d.example", List.of("mx1.big.example"));

    @Test
    void aGroupIsNotTakenForABindingAndItsMembersAreTold() {
        ScopeTable table =
                table(List.of("binding_group g binding b", "binding_group none retry_interval 5"));

        assertEquals("no binding is named c", table.noBinding("c"));
        assertEquals("g is a group, and a binding is wanted; it has b", table.noBinding("group:g"));
        assertEquals("g is a group, and a binding is wanted; it has b", table.noBinding("g"));
        assertEquals("none is a group, and a binding is wanted", table.noBinding("none"));
    }

    /** The lines stand in the file from the last level to the first, so order doesn't help. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void momN1_theFirstLevelThatHasTheOptionGivesIt(int first) {
        List<String> lines = new ArrayList<>(LEVELS.subList(first, LEVELS.size()).reversed());
        lines.add("binding_group g binding b");

        assertEquals(
                Duration.ofSeconds(first + 1),
                value(QueueSettings.RETRY_INTERVAL, table(lines), PLACE));
    }

    @Test
    void momN1_withoutALineTheValueIsBuiltIn() {
        Found<Duration> found =
                table(List.of()).ofMail(PLACE).find(QueueSettings.RETRY_INTERVAL).orElseThrow();

        assertEquals(Duration.ofHours(2), found.value());
        assertEquals("built-in", found.place());
    }

    @Test
    void momN1_theValueNamesItsLineAndScope() {
        Found<Integer> found =
                table(
                                "max_outbound_connections 9",
                                "to_domain *.example max_outbound_connections 4")
                        .ofMail(PLACE)
                        .find(SendingOptions.MAX_OUTBOUND_CONNECTIONS)
                        .orElseThrow();

        assertEquals("f:2", found.place());
        assertEquals("to_domain *.example", found.scope().toString());
    }

    @Test
    void momN2_whatFallsBackToOneLineHasOneScope() {
        ScopeTable table =
                table(
                        "binding_group g outbound_throttle_messages 60/60",
                        "binding_group g binding one",
                        "binding_group g binding two",
                        "binding_group g binding three outbound_throttle_messages 60/60");

        assertEquals(throttle(table, "one"), throttle(table, "two"));
        assertFalse(throttle(table, "one").equals(throttle(table, "three")));
    }

    private static Scope throttle(ScopeTable table, String binding) {
        return table.ofMail(new ScopePlace(binding, "d.example", List.of()))
                .find(SendingOptions.OUTBOUND_THROTTLE_MESSAGES)
                .orElseThrow()
                .scope();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    domain,             connections
                    mail.a.example,     1
                    news.a.example,     2
                    x.news.a.example,   2
                    b.example,          3
                    a.example,          3
                    b.test,             4
                    mail.test,          5
                    """)
    void momN3_anExactNameIsFirstThenPatternsInTheOrderOfTheFile(String domain, int connections) {
        ScopeTable table =
                table(
                        "to_domain *news.a.example max_outbound_connections 2",
                        "to_domain *.example max_outbound_connections 3",
                        "to_domain b* max_outbound_connections 4",
                        "to_domain mail.?.example max_outbound_connections 9",
                        "to_domain * max_outbound_connections 5",
                        "to_domain mail.a.example max_outbound_connections 1",
                        "to_domain b.* max_outbound_connections 9");

        assertEquals(
                connections,
                value(SendingOptions.MAX_OUTBOUND_CONNECTIONS, table, mail("default", domain)));
    }

    @Test
    void momN3_allNamesOfAPatternShareItsThrottle() {
        ScopeTable table = table("to_domain *.a.example outbound_throttle_messages 5");
        Setting<?> option = SendingOptions.OUTBOUND_THROTTLE_MESSAGES;

        assertEquals(
                table.ofMail(mail("default", "x.a.example")).find(option).orElseThrow().scope(),
                table.ofMail(mail("one", "y.a.example")).find(option).orElseThrow().scope());
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    first line that stands, connections
                    0,                      1
                    1,                      2
                    2,                      3
                    3,                      4
                    """)
    void momN4_hostsHaveAnOrderOfTheirOwn(int first, int connections) {
        List<String> levels =
                List.of(
                        "binding_group g binding b host mx.example max_outbound_connections 1",
                        "binding_group g host mx.example max_outbound_connections 2",
                        "binding b host mx.example max_outbound_connections 3",
                        "to_host mx.example max_outbound_connections 4");
        List<String> lines = new ArrayList<>(levels.subList(first, levels.size()).reversed());
        lines.add("binding_group g binding b");

        assertEquals(
                connections,
                table(lines)
                        .ofHost("b", "mx.example")
                        .find(SendingOptions.MAX_OUTBOUND_CONNECTIONS)
                        .orElseThrow()
                        .value());
    }

    @Test
    void momN4_aHostHasNothingOfDomainsNorOfAllMail() {
        ScopeTable table =
                table(
                        "to_domain mx.example max_outbound_connections 1",
                        "binding b max_outbound_connections 2",
                        "max_outbound_connections 3");

        assertEquals(
                Optional.empty(),
                table.ofHost("b", "mx.example").find(SendingOptions.MAX_OUTBOUND_CONNECTIONS));
    }

    @Test
    void momN5_groupsOfSeveralFilesAreOne() {
        Map<String, String> included = new LinkedHashMap<>();
        included.put("two", "binding_group g binding two\nbinding_group g max_retries 3");
        included.put("three", "binding_group g binding three weight 2");
        ScopeTable table =
                ScopeTable.of(SendingLines.read("f", "binding_group g binding one", included));

        assertEquals(
                List.of(new Member("one", 1), new Member("two", 1), new Member("three", 2)),
                table.members("g"));
        assertEquals(
                "two:2",
                table.ofMail(mail("three", "x.example"))
                        .find(SendingOptions.MAX_RETRIES)
                        .orElseThrow()
                        .place());
    }

    @Test
    void mom4_anOptionOfADomainInABindingLeavesOthersAlone() {
        ScopeTable table =
                table(
                        "binding one domain slow.example max_outbound_connections 2",
                        "binding two max_outbound_connections 5");
        Setting<Integer> option = SendingOptions.MAX_OUTBOUND_CONNECTIONS;

        assertEquals(2, value(option, table, mail("one", "slow.example")));
        assertEquals(32, value(option, table, mail("one", "fast.example")));
        assertEquals(5, value(option, table, mail("two", "slow.example")));
    }

    @Test
    void mom5_anOptionOfAHostInABindingLeavesOthersAlone() {
        ScopeTable table = table("binding one host mx.slow.example max_outbound_connections 1");
        Setting<Integer> option = SendingOptions.MAX_OUTBOUND_CONNECTIONS;

        assertTrue(table.ofHost("one", "mx.slow.example").find(option).isPresent());
        assertTrue(table.ofHost("two", "mx.slow.example").find(option).isEmpty());
        assertTrue(table.ofHost("one", "slow.example").find(option).isEmpty());
        assertEquals(32, value(option, table, mail("one", "mx.slow.example")));
    }

    @Test
    void mom6_letterCaseMattersInNames() {
        ScopeTable table = table("binding One max_retries 1", "binding one max_retries 2");

        assertEquals(Set.of("One", "default", "one"), table.bindings());
        assertEquals(
                "f:1",
                table.ofMail(mail("One", "a.example"))
                        .find(SendingOptions.MAX_RETRIES)
                        .orElseThrow()
                        .place());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "binding a:b bind_address *",
                "binding \"a b\" bind_address *",
                "binding_group a:b binding c",
                "binding_group \"a b\" binding c",
                "binding_group a binding b:c",
                "binding"
            })
    void mom7_aNameHasNoBlanksAndNoColons(String line) throws IOException {
        List<ConfigProblem> problems =
                new ConfigFixture().reading("log_level info\n" + line + "\n").problems();

        assertEquals(1, problems.size(), problems::toString);
        String said = problems.getFirst().toString();
        assertTrue(said.startsWith("/etc/dmail.conf:6: " + line.split(" ", -1)[0]), said);
        assertTrue(said.contains("name"), said);
        assertEquals(Severity.ERROR, problems.getFirst().severity());
    }

    @Test
    void mom7_aNameHasUpTo64Characters() {
        assertEquals("", SendingLines.fault("binding " + "b".repeat(64) + " max_retries 1"));
        assertTrue(
                SendingLines.fault("binding " + "b".repeat(65) + " max_retries 1")
                        .endsWith("up to 64 characters without blanks, colons and quotes"));
    }

    @Test
    void mom10_theDefaultBindingHasOptions() {
        assertEquals(
                Duration.ofMinutes(10),
                value(
                        QueueSettings.RETRY_INTERVAL,
                        table("binding default retry_interval 10m"),
                        mail("default", "a.example")));
    }

    @Test
    void mom9_withoutAnyLineThereIsTheDefaultBinding() {
        assertEquals(Set.of("default"), table(List.of()).bindings());
        assertTrue(table(List.of()).has(new BindingRef.One("default")));
    }

    @Test
    void mom14_eachMachinesIncludedFileNamesIt() {
        for (String machine : List.of("a.example", "b.example")) {
            ScopeTable table =
                    ScopeTable.of(
                            SendingLines.read(
                                    "main",
                                    "binding default retry_interval 60",
                                    Map.of("own", "binding default ehlo_hostname " + machine)));
            ScopeView mail = table.ofMail(mail("default", "x.example"));

            Found<EhloName> name = mail.find(SendingOptions.EHLO_HOSTNAME).orElseThrow();
            assertEquals(machine + " own:1", name.value() + " " + name.place());
            assertEquals("main:1", mail.find(QueueSettings.RETRY_INTERVAL).orElseThrow().place());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "to_domain a.example binding b",
                "to_host a.example binding b max_retries 1",
                "to_mx a.example binding b max_retries 1",
                "binding a binding b max_retries 1",
                "binding a domain d.example binding b max_retries 1",
                "binding a binding_group b max_retries 1"
            })
    void mom15_aBindingStandsAtTopLevelOrInAGroup(String line) {
        assertTrue(
                SendingLines.fault(line)
                        .endsWith("a binding stands at top level or in a binding_group"),
                SendingLines.fault(line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    line                                             | what has no meaning
                    binding b weight 2                               | weight has no meaning behind binding; it may stand behind a member of a binding_group
                    to_domain a.example bind_address 192.0.2.1       | bind_address has no meaning behind to_domain or domain; it may stand at top level, behind binding, behind binding_group, behind a member of a binding_group
                    to_host a.example retry_interval 5               | retry_interval has no meaning behind to_host or host; it may stand at top level, behind binding, behind binding_group, behind a member of a binding_group, behind to_domain or domain, behind to_mx
                    binding b domain a.example weight 1              | weight has no meaning behind to_domain or domain; it may stand behind a member of a binding_group
                    to_domain a.example server_max_outbound_connections 5 | server_max_outbound_connections has no meaning behind to_domain or domain; it may stand at top level, behind binding, behind binding_group, behind a member of a binding_group
                    binding b outbound_ipv4 same                     | outbound_ipv4 has no meaning behind binding; it may stand at top level
                    binding b drop_path /var                         | "drop_path" is no option of sending
                    binding b domain                                 | a pattern is missing behind domain
                    binding b domain a.example                       | an option is missing
                    binding b to_domain a.example max_retries 1      | to_domain stands at top level; behind a binding or group the words are domain and host
                    binding b domain a.example host b.example max_retries 1 | a scope has one pattern, so no host stands behind it
                    to_domain a.example,b.example max_retries 1      | "a.example,b.example" is a list; a scope has one pattern, another needs a line of its own
                    to_domain a@b.example max_retries 1              | "a@b.example" is neither a domain nor a pattern like *.example
                    binding_group g                                  | an option is missing
                    """)
    void mom16_whatHasNoMeaningIsRefusedByName(String line, String fault) {
        assertEquals(fault, SendingLines.fault(line));
    }

    @Test
    void bi39_b32_anExactDomainComesBeforeItsProviderAndThatBeforePatterns() {
        ScopeTable table =
                table(
                        "to_domain *.example max_retries 1",
                        "to_mx *.big.example max_retries 2",
                        "to_mx mx1.big.example max_retries 3",
                        "to_domain own.example max_retries 4");
        List<String> best = List.of("mx9.other.example", "mx1.big.example");

        assertEquals("f:4", retries(table, "own.example", best));
        assertEquals("f:2", retries(table, "other.example", best));
        assertEquals("f:1", retries(table, "other.example", List.of("mx.small.example")));
    }

    private static String retries(ScopeTable table, String domain, List<String> best) {
        return table.ofMail(new ScopePlace("default", domain, best))
                .find(SendingOptions.MAX_RETRIES)
                .orElseThrow()
                .place();
    }

    /** The table of section 7.3: which line caps the connections to a domain. */
    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    binding, slow.example, mid.example, other.example
                    out1,    2,            7,           20
                    out2,    10,           7,           10
                    solo,    15,           15,          15
                    one,     4,            32,          32
                    default, 4,            32,          32
                    """)
    void table73_connectionsByFallback(String binding, int slow, int mid, int other) {
        ScopeTable table =
                table(
                        "max_outbound_connections 32",
                        "binding default bind_address 192.0.2.10",
                        "binding one bind_address 192.0.2.20",
                        "binding_group bulk max_outbound_connections 10",
                        "binding_group bulk domain mid.example max_outbound_connections 7",
                        "binding_group bulk binding out1 max_outbound_connections 20",
                        "binding_group bulk binding out1 domain slow.example"
                                + " max_outbound_connections 2",
                        "binding_group bulk binding out1 host mx1.slow.example"
                                + " max_outbound_connections 1",
                        "binding_group bulk binding out2 weight 2",
                        "binding solo max_outbound_connections 15",
                        "to_domain slow.example max_outbound_connections 4");
        Setting<Integer> option = SendingOptions.MAX_OUTBOUND_CONNECTIONS;

        assertEquals(slow, value(option, table, mail(binding, "slow.example")));
        assertEquals(mid, value(option, table, mail(binding, "mid.example")));
        assertEquals(other, value(option, table, mail(binding, "other.example")));
    }

    @Test
    void momN13_aGlobalAddressIsForBindingsWithoutOneOfItsFamily() {
        ScopeTable table =
                table(
                        "bind_address 192.0.2.1",
                        "bind_address 2001:db8::1",
                        "binding six bind_address 2001:db8::6");

        assertEquals("f:3", address(table, "six", IpFamily.IPV6));
        assertEquals("f:1", address(table, "six", IpFamily.IPV4));
        assertEquals("f:2", address(table, "other", IpFamily.IPV6));
    }

    private static String address(ScopeTable table, String binding, IpFamily family) {
        return table.ofMail(mail(binding, "x.example"))
                .find(SendingOptions.BIND_ADDRESS, address -> address.serves(family))
                .orElseThrow()
                .place();
    }

    @Test
    void bi3_aBindingsGroupIsFoundByItsName() {
        ScopeTable table =
                table(
                        "binding_group g binding b weight 3",
                        "binding_group g domain d.example max_retries 4");
        Scope scope =
                Scope.ofBinding("", "b")
                        .to(new Target.Domains(Wildcard.parse("d.example").orElseThrow()));

        assertEquals("f:2", table.at(scope).find(SendingOptions.MAX_RETRIES).orElseThrow().place());
        assertEquals(3, table.at(scope).find(SendingOptions.WEIGHT).orElseThrow().value());
        assertEquals(Optional.empty(), table.here(SendingOptions.MAX_RETRIES, scope));
    }

    @Test
    void momN30_getLooksOnlyInThatScope() {
        ScopeTable table = table("binding b max_retries 4", "to_mx *.big.example max_retries 5");

        assertEquals(
                "f:1",
                table.here(SendingOptions.MAX_RETRIES, Scope.ofBinding("", "b"))
                        .orElseThrow()
                        .place());
        assertEquals(
                "f:2",
                table.here(
                                SendingOptions.MAX_RETRIES,
                                Scope.GLOBAL.to(
                                        new Target.Exchangers(
                                                Wildcard.parse("*.big.example").orElseThrow())))
                        .orElseThrow()
                        .place());
        assertEquals(Optional.empty(), table.here(SendingOptions.MAX_RETRIES, Scope.GLOBAL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "binding one bind_address 192.0.2.20",
                "binding one bind_address",
                "binding one bind_address 192.0.2.300 # mine",
                "binding one bind_address 2001:db8:0:0:0:0:0:20",
                "binding one domain *.slow.example outbound_throttle_messages 60/3",
                "binding one",
                "binding_group bulk binding out1",
                "binding_group bulk binding out1 host mx?.slow.example max_outbound_connections 1",
                "binding_group bulk warm_up 100/day",
                "to_domain slow.example retry_interval 600",
                "to_host mx1.slow.example outbound_throttle_connections 3/1",
                "to_mx *.big.example rest_after 5 1800",
                "to_domain a.example gateway [2001:db8:0:0:0:0:0:9]:2525",
                "binding one ehlo_hostname sender-domain",
                "binding one max_retries auto",
                "bind_failure next",
                "outbound_ipv4 rotate 192.0.2.1,192.0.2.2",
                "default_binding suspended",
                "bind_rule from *@news.example,<> client 10.0.0.0/8 header:subject *sale* use group:bulk"
            })
    void bi3_linesAreWrittenAsTheyAreRead(String line) {
        assertEquals(line, SendingLines.again(line));
    }

    /** It is asked for each message. */
    @Test
    void withoutLinesOfHostsNothingIsPutTogether() {
        ScopeTable table = table("binding b max_retries 4", "to_domain d.example max_retries 5");

        assertSame(table.ofHost("b", "mx1.example"), table.ofHost("default", "mx2.example"));
        assertEquals(
                Optional.empty(),
                table.ofHost("b", "mx1.example").find(SendingOptions.MAX_OUTBOUND_CONNECTIONS));
    }

    /** A name is compared with the patterns that end as it does, however many there are. */
    @Test
    void ofTenThousandPatternsFewAreCompared() {
        TargetOptions targets = new TargetOptions();
        for (int i = 0; i < 5_000; i++) {
            targets.add(Wildcard.parse("*.d" + i + ".example").orElseThrow());
            targets.add(Wildcard.parse("d" + i + ".example").orElseThrow());
        }
        targets.add(Wildcard.parse("*").orElseThrow());

        assertEquals(2, targets.candidates("mail.d77.example").size());
        assertEquals(2, targets.patterns("mail.d77.example").size());
        assertEquals(1, targets.candidates("d77.example.org").size());
        assertEquals(1, targets.candidates("mail.example").size());
        assertTrue(targets.exactly("d77.example").isPresent());
    }

    private static ScopeTable table(String... lines) {
        return table(List.of(lines));
    }

    private static ScopeTable table(List<String> lines) {
        return ScopeTable.of(SendingLines.read(String.join("\n", lines)));
    }

    private static ScopePlace mail(String binding, String domain) {
        return new ScopePlace(binding, domain, List.of());
    }

    private static <T> T value(Setting<T> option, ScopeTable table, ScopePlace place) {
        return table.ofMail(place).find(option).orElseThrow().value();
    }

    @Test
    void dmN2_aBadOptionLineIsIgnoredAndTheRestHolds() throws IOException {
        ConfigReading reading =
                new ConfigFixture()
                        .reading(
                                """
                                binding one max_outbound_connections 9
                                binding one max_outbound_connections many
                                binding one ehlo_hostname -x-
                                binding one colour blue
                                binding one bind_address 192.0.2.9
                                ehlo_hostname mail.example.com
                                """);
        ScopeTable table = ScopeTable.of(reading.configuration());
        ScopeView one = table.ofMail(new ScopePlace("one", "far.example", List.of()));

        assertTrue(reading.isUsable());
        assertEquals(
                List.of(6, 7, 8),
                reading.problems().stream()
                        .filter(each -> each.severity() == Severity.ERROR)
                        .map(each -> each.location().line())
                        .toList());
        assertEquals(9, one.find(SendingOptions.MAX_OUTBOUND_CONNECTIONS).orElseThrow().value());
        assertEquals(
                "mail.example.com",
                one.find(SendingOptions.EHLO_HOSTNAME).orElseThrow().value().toString());
        assertEquals(
                "192.0.2.9",
                one.find(SendingOptions.BIND_ADDRESS).orElseThrow().value().toString());
    }
}
