package dmail.common.config.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.SendingLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of rules. */
final class RuleTypeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    line                                            | why it is bad
                    bind_rule                                       | no "use" says which binding the mail gets
                    bind_rule from *@a.example                      | no "use" says which binding the mail gets
                    bind_rule from *@a.example one                  | no "use" says which binding the mail gets
                    bind_rule use one                               | no test stands before "use"; the keys are from, to, user, client, in_ip, listen, domain_group, header:<name>
                    bind_rule from *@a.example use                  | a binding is missing behind "use"
                    bind_rule from *@a.example use one two          | one word stands behind "use": <binding> or group:<group>
                    bind_rule form *@a.example use one              | "form" is none of the keys from, to, user, client, in_ip, listen, domain_group, header:<name>
                    bind_rule client 10.0.0.1/8 use one             | "10.0.0.1/8" is neither an address (192.0.2.1), nor a wildcard (192.0.2.*), nor a network (192.0.2.0/24)
                    bind_rule client 999.* use one                  | "999.*" is a wildcard that matches no address: an IPv4 address is four numbers up to 255, an IPv6 address eight groups without ::
                    bind_rule in_ip host.example use one            | "host.example" is neither an address (192.0.2.1), nor a wildcard (192.0.2.*), nor a network (192.0.2.0/24)
                    bind_rule from a@x,,b@x use one                 | "" is no pattern such as *@example.com
                    bind_rule from a@x from b@x use one             | from stands twice, and all tests must be passed; of the patterns of a list one is enough: a,b
                    bind_rule header: x use one                     | "" is no name of a header
                    bind_rule header:a:b x use one                  | "a:b" is no name of a header
                    bind_rule from *@a.example use a:b              | "a:b" is no name: up to 64 characters without blanks, colons and quotes
                    bind_rule from *@a.example use group:           | a name is missing
                    """)
    void saysWhatIsBad(String line, String why) {
        assertEquals(why, SendingLines.fault(line));
    }

    @Test
    void dmN1_noCommentStandsBehindARule() {
        assertEquals(
                "one word stands behind \"use\": <binding> or group:<group>",
                SendingLines.fault("bind_rule from *@a.example use one # news"));
    }

    @Test
    void bi36_keysHaveAnyLetterCase() {
        assertEquals(
                "bind_rule from *@a.example header:x-class bulk use One",
                SendingLines.again("bind_rule FROM *@A.example Header:X-Class Bulk USE One"));
    }

    /** {@code rebind all}, {@code trace smtp add *} and {@code --dry-run} mean something else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "binding all bind_address 192.0.2.1",
                "binding ALL bind_address 192.0.2.1",
                "binding * bind_address 192.0.2.1",
                "binding - bind_address 192.0.2.1",
                "binding --dry-run bind_address 192.0.2.1",
                "binding quiet bind_address 192.0.2.1",
                "binding_group g binding all",
                "binding_group all binding one",
                "bind_rule from *@a.example use all"
            })
    void noNameIsAWordOfTheConsole(String line) {
        assertTrue(
                SendingLines.fault(line)
                        .endsWith(" is no name, since commands mean something else by it"),
                SendingLines.fault(line));
    }

    @Test
    void aPatternMayBeTheWordUse() {
        assertEquals("", SendingLines.fault("bind_rule user use use one"));
    }

    /** Mail of a rule that was left out would go out by another binding. */
    @Test
    void b5_aBadRuleIsNotLeftOut() {
        assertFalse(BindingSettings.BIND_RULE.decides().isEmpty());
    }
}
