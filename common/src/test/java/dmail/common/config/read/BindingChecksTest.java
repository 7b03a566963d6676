package dmail.common.config.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigProblems;
import dmail.common.config.Configuration;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.read.BindingChecks.Names;
import dmail.common.testing.SendingLines;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said of lines of bindings and rules that are good alone, and not together. */
final class BindingChecksTest {
    private static final Names NAMES =
            new Names(Set.of("mx@192.0.2.1", "local"), Set.of("acme", "beta"));

    private final ConfigProblems problems = new ConfigProblems();

    @Test
    void saysNothingOfGoodLines() {
        assertProblems(
                """
                binding one bind_address 192.0.2.1
                binding one bind_address 2001:db8::1
                binding_group g binding out1 weight 0
                binding_group g binding out2
                bind_rule listen mx@* domain_group ACME,b* use group:g
                bind_rule from *@x.example use default
                bind_rule to *@x.example use out1
                """,
                "");
    }

    @Test
    void mom6_anOptionThatIsGivenAgainNamesBothLines() {
        assertProblems(
                """
                binding one generate_bounces false
                binding One generate_bounces false
                binding one generate_bounces false
                to_domain *.x.example generate_bounces false
                to_domain *.X.example generate_bounces false
                """,
                """
                WARNING f:3: binding one generate_bounces is given again; this line counts, not f:1
                WARNING f:5: to_domain *.x.example generate_bounces is given again; this line counts, not f:4
                """);
    }

    @Test
    void b1_aBindingHasOneAddressOfEachFamily() {
        assertProblems(
                """
                bind_address 192.0.2.1
                bind_address 2001:db8::1
                bind_address 192.0.2.2
                binding one bind_address 192.0.2.1
                binding one bind_address *
                """,
                """
                WARNING f:3: bind_address is given again; this line counts, not f:1
                WARNING f:5: binding one bind_address is given again; this line counts, not f:4
                """);
    }

    @Test
    void b3_aBadAddressKeepsMailWaiting() {
        assertProblems(
                "binding one bind_address 192.0.2.300\nbind_address 0.0.0.0",
                """
                ERROR f:1: binding one bind_address "192.0.2.300": neither an IP address, nor a host's name, nor *; mail that would be sent from it waits
                ERROR f:2: bind_address "0.0.0.0": no address of a host; * leaves the choice to the system; mail that would be sent from it waits
                """);
    }

    @Test
    void aBindingIsInOneGroup() {
        Configuration checked =
                assertProblems(
                        """
                        binding_group g binding one weight 2
                        binding_group h binding two
                        binding_group h binding one
                        """,
                        """
                        ERROR f:3: binding_group h binding one: binding one is in the group g already by f:1, and can't be in two; the line is ignored
                        """);

        assertEquals(2, checked.values(BindingSettings.BINDING_GROUP).size());
    }

    @Test
    void noNameIsThatOfAGroupAndOfABinding() {
        assertProblems(
                """
                binding_group a generate_bounces false
                binding_group a binding a
                binding_group b binding c
                binding_group d binding b
                binding a generate_bounces false
                binding_group default binding e
                binding_group b binding default
                binding_group f binding f
                """,
                """
                ERROR f:1: binding_group a generate_bounces: a is a binding already by f:5; the line is ignored
                ERROR f:2: binding_group a binding a: a is a binding already by f:5; the line is ignored
                ERROR f:4: binding_group d binding b: b is a group already by f:3; the line is ignored
                ERROR f:6: binding_group default binding e: default is a binding, and in no group; the line is ignored
                ERROR f:7: binding_group b binding default: default is a binding, and in no group; the line is ignored
                ERROR f:8: binding_group f binding f: f can't name both a group and a binding; the line is ignored
                """);
    }

    @Test
    void b5_aBindingThatNothingChoosesIsToldIfItsNameIsLikeAnother() {
        assertProblems(
                """
                binding newsletter bind_address 192.0.2.1
                binding out1 bind_address 192.0.2.2
                bind_rule from *@x.example use newsletter
                bind_rule from *@y.example use out1
                binding newsleter max_outbound_connections 5
                binding Newsletter max_outbound_connections 5
                binding defualt max_outbound_connections 5
                binding out2 bind_address 192.0.2.3
                binding later bind_address 192.0.2.4
                """,
                """
                WARNING f:5: binding newsleter gets no mail, since no bind_rule, domain_group or binding_group has it; is newsletter meant?
                WARNING f:6: binding Newsletter gets no mail, since no bind_rule, domain_group or binding_group has it; is newsletter meant?
                WARNING f:7: binding defualt gets no mail, since no bind_rule, domain_group or binding_group has it; is default meant?
                """);
    }

    @Test
    void b5_aRuleNamesABindingThatThereIs() {
        assertProblems(
                """
                binding one generate_bounces false
                binding_group bulk binding out1
                binding_group none generate_bounces false
                bind_rule from *@x.example use onne
                bind_rule from *@x.example use One
                bind_rule from *@x.example use bulk
                bind_rule from *@x.example use group:one
                bind_rule from *@x.example use group:bulkk
                bind_rule from *@x.example use group:none
                """,
                """
                WARNING f:3: binding_group none has no member, so it sends nothing
                FATAL f:4: bind_rule "from *@x.example use onne": there is no binding onne; dsmtp does not start
                FATAL f:5: bind_rule "from *@x.example use One": there is no binding One; dsmtp does not start
                FATAL f:6: bind_rule "from *@x.example use bulk": there is no binding bulk, but: use group:bulk; dsmtp does not start
                FATAL f:7: bind_rule "from *@x.example use group:one": there is no binding_group one, but: use one; dsmtp does not start
                FATAL f:8: bind_rule "from *@x.example use group:bulkk": there is no binding_group bulkk; dsmtp does not start
                FATAL f:9: bind_rule "from *@x.example use group:none": binding_group none has no member; dsmtp does not start
                """);
    }

    @Test
    void bi2_aRuleNamesListenersAndGroupsThatThereAre() {
        assertProblems(
                """
                bind_rule listen locale use default
                bind_rule domain_group acme,gamma use default
                bind_rule domain_group g* use default
                """,
                """
                FATAL f:1: bind_rule "listen locale use default": there is no listener locale; dsmtp does not start
                FATAL f:2: bind_rule "domain_group acme,gamma use default": there is no domain_group gamma; dsmtp does not start
                WARNING f:3: bind_rule "domain_group g* use default": no domain_group matches "g*"
                """);
    }

    @Test
    void b19_aGroupOfMembersWithoutWeightTakesNothing() {
        assertProblems(
                "binding_group g binding one weight 0",
                "WARNING f:1: binding_group g: all its members have weight 0, so it takes nothing"
                        + " new\n");
    }

    @Test
    void tlsIsKnownAndNotServed() {
        assertProblems(
                "binding one tls require\nto_mx *.big.example tls may",
                """
                WARNING f:1: binding one tls is not served yet: mail is encrypted for each host that offers it
                WARNING f:2: to_mx *.big.example tls is not served yet: mail is encrypted for each host that offers it
                """);
    }

    @Test
    void mom16_whatStandsOnlyInScopesIsRefusedWithoutOne() {
        Configuration checked =
                assertProblems(
                        "warm_up 100/day\nweight 2",
                        """
                        ERROR f:1: warm_up has no meaning at top level; it may stand behind binding, behind binding_group, behind a member of a binding_group; the line is ignored
                        ERROR f:2: weight has no meaning at top level; it may stand behind a member of a binding_group; the line is ignored
                        """);

        assertFalse(checked.isSet(SendingOptions.WEIGHT));
    }

    private Configuration assertProblems(String lines, String expected) {
        problems.opened("f");
        Configuration checked =
                new BindingChecks(SendingLines.read(lines), NAMES, problems).check();
        StringBuilder found = new StringBuilder();
        List<ConfigProblem> all = problems.all();
        all.forEach(one -> found.append(one.severity()).append(' ').append(one).append('\n'));
        assertEquals(expected, found.toString());
        return checked;
    }
}
