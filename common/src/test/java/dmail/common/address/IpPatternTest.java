package dmail.common.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IpPatternTest {
    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    pattern,            address,             matches
                    127.0.0.1,          127.0.0.1,           true
                    127.0.0.1,          127.0.0.10,          false
                    127.0.0.1,          ::ffff:127.0.0.1,    true
                    10.0.0.0/8,         10.255.255.255,      true
                    10.0.0.0/8,         11.0.0.0,            false
                    192.0.2.128/25,     192.0.2.128,         true
                    192.0.2.128/25,     192.0.2.127,         false
                    0.0.0.0/0,          203.0.113.9,         true
                    0.0.0.0/0,          2001:db8::1,         false
                    ::/0,               2001:db8::1,         true
                    ::/0,               203.0.113.9,         false
                    192.0.2.1/32,       192.0.2.1,           true
                    192.0.2.1/32,       192.0.2.2,           false
                    2001:db8::/32,      2001:db8:ffff::1,    true
                    2001:db8::/32,      2001:db9::,          false
                    2001:DB8::1,        2001:db8:0:0::1,     true
                    2001:db8::1/128,    2001:db8::2,         false
                    *,                  203.0.113.9,         true
                    *,                  2001:db8::1,         true
                    192.0.2.*,          192.0.2.9,           true
                    192.0.2.*,          192.0.20.9,          false
                    10.*,               10.1.2.3,            true
                    10.*,               110.1.2.3,           false
                    192.0.2.1?,         192.0.2.19,          true
                    192.0.2.1?,         192.0.2.1,           false
                    2001:db8:*,         2001:db8::1,         true
                    2001:db8:*,         2001:db80::1,        false
                    """)
    void coversAddresses(String pattern, String address, boolean matches) {
        assertEquals(
                matches,
                IpPattern.parse(pattern)
                        .orElseThrow()
                        .matches(IpLiteral.parse(address).orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    pattern,         may match
                    192.0.2.1,       true
                    10.0.0.0/8,      true
                    *,               true
                    *.*.*.*,         true
                    10.*,            true
                    192.0.2.1?,      true
                    25?.0.0.1,       true
                    99*,             true
                    *.999,           false
                    999.*,           false
                    256.*,           false
                    192.0.2.26?,     false
                    192.0.300.*,     false
                    192.0.2.0?,      false
                    10.0.?,          false
                    2001:db8:*,      true
                    2001:db8:0*,     true
                    *:1,             true
                    fe8?:*,          true
                    2001:db8::*,     false
                    ::*,             false
                    2001:0db8:*,     false
                    2001:db8:?,      false
                    """)
    void saysWhetherItMatchesAnyAddress(String pattern, boolean mayMatch) {
        assertEquals(mayMatch, IpPattern.parse(pattern).orElseThrow().mayMatch());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host.example",
                "10.0.0.1/8",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/08x",
                "2001:db8::1/64",
                "::/129",
                "10.0.0",
                "127.1",
                "1.2.3.4.5",
                "1.2.3.4.*",
                "256.0.0.1",
                "010.0.0.1",
                "!10.0.0.1",
                "10.0.1-120.5",
                "10.0.0.0/8*",
                "a*",
                "1.2.3.",
                "fe80::1%eth0",
                "::g"
            })
    void isNotMadeOfOtherText(String text) {
        assertFalse(IpPattern.parse(text).isPresent(), text);
    }

    /** So patterns of addresses can be found as those of text are. */
    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    pattern,         of text
                    192.0.2.7,       192.0.2.7
                    192.0.2.7/32,    192.0.2.7
                    192.0.2.*,       192.0.2.*
                    192.0.2.0/24,    ''
                    2001:DB8::7,     2001:db8:0:0:0:0:0:7
                    2001:db8::7/128, 2001:db8:0:0:0:0:0:7
                    2001:DB8:*,      2001:db8:*
                    ::/0,            ''
                    """)
    void thatOfItsTextsMatchesTheSameAddresses(String pattern, String ofText) {
        assertEquals(
                ofText,
                IpPattern.parse(pattern).orElseThrow().ofText().map(Wildcard::toString).orElse(""));
    }
}
