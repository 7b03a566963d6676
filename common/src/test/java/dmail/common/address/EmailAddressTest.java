package dmail.common.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            textBlock =
                    """
                    # text                          local part          domain
                    bob@acme.example,               bob,                acme.example
                    Bob@ACME.Example,               Bob,                acme.example
                    a.b+c=d@x,                      a.b+c=d,            x
                    !#$%&'*+-/=?^_{|}~@x.example,   !#$%&'*+-/=?^_{|}~, x.example
                    "a b"@x.example,                a b,                x.example
                    "a\\"b\\\\"@x.example,          a"b\\,              x.example
                    "x@y"@x.example,                x@y,                x.example
                    bob@[192.0.2.1],                bob,                [192.0.2.1]
                    bob@[192.0.02.01],              bob,                [192.0.2.1]
                    bob@[IPv6:2001:DB8::1],         bob,                [IPv6:2001:db8:0:0:0:0:0:1]
                    bob@[IPv6:::ffff:192.0.2.1],    bob,                [192.0.2.1]
                    taro..yamada@docomo.example,    taro..yamada,       docomo.example
                    hanako.@docomo.example,         hanako.,            docomo.example
                    .x.@ezweb.example,              .x.,                ezweb.example
                    "taro..yamada"@docomo.example,  taro..yamada,       docomo.example
                    .@x.example,                    .,                  x.example
                    bob@acme.example.,              bob,                acme.example
                    jürgen@bücher.example,          jürgen,             xn--bcher-kva.example
                    """)
    void parses(String text, String localPart, String domain) {
        EmailAddress address = EmailAddress.parse(text).orElseThrow();

        assertEquals(localPart, address.localPart());
        assertEquals(domain, address.domain().name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bob",
                "@",
                "a@",
                "@b",
                "a b@c",
                "a@b..c",
                "a@.b",
                "a@.",
                "a@b..",
                "a@[192.0.2.1].",
                "a@b@c",
                "a@-b",
                "a@b-",
                "a@b c",
                "a@b\u0000",
                "a\r\nb@c",
                "a\u007f@c",
                "a\u0085@c",
                "a\u00a0@c",
                "a\u2028@c",
                "a@[999.1.1.1]",
                "a@[1.2.3]",
                "a@[127.1]",
                "a@[1.2.3.0x4]",
                "a@[1.2.3.]",
                "a@[1.2.3.4",
                "a@[::1]",
                "a@[IPv6:1.2.3.4]",
                "a@[IPv6:::g]",
                "a@[IPv6:fe80::1%lo]",
                "a@[IPv6:]",
                "a@[]",
                "\"\"@c",
                "\"a@c",
                "\"a\"b@c",
                "\"a\"",
                "\"a\\\"@c",
                "\"a\tb\"@c",
                "\"a\\\nb\"@c",
                "a\"b\"@c",
                "<a@b>",
                "a@b>",
                "a,b@c",
                "a:b@c"
            })
    void refuses(String text) {
        assertEquals(Optional.empty(), EmailAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "taro..yamada@docomo.example",
                "\"taro..yamada\"@docomo.example",
                ".x.@ezweb.example",
                "\"a b\"@x.example",
                "a.b@x.example"
            })
    void passesLocalPartsOnAsTheyCame(String text) {
        assertEquals(text, EmailAddress.parse(text).orElseThrow().toString());
    }

    @Test
    void quotesThatNothingNeedsAreLeftOut() {
        assertEquals("a.b@x", EmailAddress.parse("\"a.b\"@x").orElseThrow().toString());
    }

    @Test
    void quotesMakeNoOtherAddress() {
        EmailAddress with = EmailAddress.parse("\"a..b\"@x").orElseThrow();
        EmailAddress without = EmailAddress.parse("a..b@x").orElseThrow();

        assertEquals(with, without);
        assertEquals(with.hashCode(), without.hashCode());
    }

    @Test
    void localPartMayHave255Octets() {
        assertTrue(EmailAddress.parse("a".repeat(255) + "@x").isPresent());
        assertTrue(EmailAddress.parse("a".repeat(256) + "@x").isEmpty());
        assertTrue(EmailAddress.parse("é".repeat(127) + "a@x").isPresent());
        assertTrue(EmailAddress.parse("é".repeat(128) + "@x").isEmpty());
        assertTrue(EmailAddress.parse("\"" + "a".repeat(256) + "\"@x").isEmpty());
    }

    @Test
    void domainMayHave253OctetsInLabelsOf63() {
        String label = "a".repeat(63) + ".";
        assertTrue(EmailAddress.parse("a@" + label.repeat(3) + "b".repeat(61)).isPresent());
        assertTrue(EmailAddress.parse("a@" + label.repeat(3) + "b".repeat(62)).isEmpty());
        assertTrue(EmailAddress.parse("a@" + "a".repeat(64)).isEmpty());
    }

    /** Whatever is thrown at it, it answers; and what it took reads back as the same address. */
    @Test
    void anyTextIsAnAddressOrNot() {
        Random random = new Random(5321);
        String alphabet = "ab.@\"\\ <>[]:-_%!9é\u2028ı\ud800\u0000\t\u3002ſ℀ﬀ";
        int addresses = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Optional<EmailAddress> address = EmailAddress.parse(text.toString());
            if (address.isPresent()) {
                addresses++;
                String shown = address.get().toString();
                assertEquals(address, EmailAddress.parse(shown), text::toString);
                assertEquals(shown, EmailAddress.parse(shown).orElseThrow().toString());
            }
        }
        assertTrue(addresses > 200, "the generator hits addresses: " + addresses);
    }
}
