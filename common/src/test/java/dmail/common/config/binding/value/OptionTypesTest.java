package dmail.common.config.binding.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.SendingLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values of the options of sending: their ranges, and what is said of others. */
final class OptionTypesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    line                                    | why it is bad
                    outbound_throttle_messages 0            | not a rate such as 60/3 (60 in any 3 seconds) or 20 (in any second); up to 1000000/86400
                    outbound_throttle_messages 5/0          | not a rate such as 60/3 (60 in any 3 seconds) or 20 (in any second); up to 1000000/86400
                    outbound_throttle_messages 1000001      | not a rate such as 60/3 (60 in any 3 seconds) or 20 (in any second); up to 1000000/86400
                    outbound_throttle_messages 5/86401      | not a rate such as 60/3 (60 in any 3 seconds) or 20 (in any second); up to 1000000/86400
                    outbound_throttle_connections 5/        | not a rate such as 60/3 (60 in any 3 seconds) or 20 (in any second); up to 1000000/86400
                    max_outbound_connections 0              | not a number from 1 to 10000
                    max_outbound_connections 10001          | not a number from 1 to 10000
                    max_outbound_connections ten            | not a number from 1 to 10000
                    max_outbound_connections                | a value is missing
                    max_retries 0                           | neither a number from 1 to 10000 nor auto or none
                    max_retries 10001                       | neither a number from 1 to 10000 nor auto or none
                    max_retry_interval 0                    | not a time from 1 to 604800, in seconds or with s, m, h or d behind it
                    message_expiration 366d                 | not a time from 1 to 31536000, in seconds or with s, m, h or d behind it
                    connect_timeout 2h                      | not a time from 1 to 3600, in seconds or with s, m, h or d behind it
                    warm_up 100                             | not a number of messages such as 100/day or 20/hour
                    warm_up 100/week                        | not a number of messages such as 100/day or 20/hour
                    warm_up 0/day                           | not a number of messages such as 100/day or 20/hour
                    rest_after 5                            | not the two parts: a number of refusals and seconds, as in: rest_after 5 1800
                    rest_after 0 60                         | not a number of refusals from 1 to 1000
                    rest_after 1001 60                      | not a number of refusals from 1 to 1000
                    rest_after 5 8d                         | not a time from 1 to 604800, in seconds or with s, m, h or d behind it
                    ehlo_hostname 192.0.2.1                 | neither a host's name nor one of sender-domain, machine, reverse
                    ehlo_hostname a_b@c                     | neither a host's name nor one of sender-domain, machine, reverse
                    bounces_from nobody                     | not an address such as postmaster@example.com
                    generate_bounces maybe                  | neither true nor false (yes, no, on, off, 1 and 0 also do)
                    bind_failure wait                       | none of defer, next, system
                    default_binding off                     | none of normal, suspended, none
                    outbound_ipv4 rotate                    | none of system, primary, same, domain, rotate with addresses, bound, off
                    outbound_ipv4 rotate 192.0.2.1,         | "" is no IPv4 address
                    outbound_ipv4 rotate 2001:db8::1        | "2001:db8::1" is no IPv4 address
                    outbound_ipv6 rotate 192.0.2.1          | "192.0.2.1" is no IPv6 address
                    outbound_ipv4 always                    | none of system, primary, same, domain, rotate with addresses, bound, off
                    weight -1                               | not a number from 0 to 1000
                    weight 1001                             | not a number from 0 to 1000
                    """)
    void saysWhatIsBad(String line, String why) {
        assertEquals(why, SendingLines.fault(line));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    line,                               written again
                    outbound_throttle_messages 20,      outbound_throttle_messages 20/1
                    outbound_throttle_messages 60/3,    outbound_throttle_messages 60/3
                    max_retries NONE,                   max_retries auto
                    max_retries 7,                      max_retries 7
                    message_expiration 5d,              message_expiration 432000
                    warm_up 100/DAY,                    warm_up 100/day
                    rest_after 5 30m,                   rest_after 5 1800
                    ehlo_hostname MACHINE,              ehlo_hostname machine
                    ehlo_hostname Mail.Example,         ehlo_hostname mail.example
                    ehlo_hostname [192.0.2.1],          ehlo_hostname [192.0.2.1]
                    bind_address *,                     bind_address *
                    bind_address Out.Example,           bind_address out.example
                    outbound_ipv6 Bound,                outbound_ipv6 bound
                    bind_failure SYSTEM,                bind_failure system
                    """)
    void readsAndWritesValues(String line, String again) {
        assertEquals(again, SendingLines.again(line));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    text,             why
                    '',               an address is missing
                    192.0.2.1 # mine, more than one word; a comment needs a line of its own
                    192.0.2.300,      'neither an IP address, nor a host''s name, nor *'
                    192.0.2.1:25,     'neither an IP address, nor a host''s name, nor *'
                    [192.0.2.1],      'neither an IP address, nor a host''s name, nor *'
                    0.0.0.0,          no address of a host; * leaves the choice to the system
                    ::,               no address of a host; * leaves the choice to the system
                    224.0.0.1,        an address of many hosts
                    ff02::1,          an address of many hosts
                    255.255.255.255,  an address of many hosts
                    """)
    void b3_anAddressThatIsNoneMustNotBePassedOver(String text, String why) {
        BindAddress address = BindAddress.of(text);

        assertEquals(new BindAddress.Unusable(text, why), address);
        for (IpFamily family : IpFamily.values()) {
            assertTrue(address.serves(family));
        }
    }

    @Test
    void momN14_anAddressServesItsOwnFamily() {
        assertTrue(BindAddress.of("192.0.2.1").serves(IpFamily.IPV4));
        assertTrue(!BindAddress.of("192.0.2.1").serves(IpFamily.IPV6));
        assertTrue(BindAddress.of("2001:db8::1").serves(IpFamily.IPV6));
    }
}
