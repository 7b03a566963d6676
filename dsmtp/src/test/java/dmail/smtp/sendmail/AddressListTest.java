package dmail.smtp.sendmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressListTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    field                                         | addresses
                    bob                                           | bob
                    bob, eve@x.example                            | bob eve@x.example
                    Bob B <bob@x.example>                         | bob@x.example
                    "B, Bob" <bob@x.example> (home), eve          | bob@x.example eve
                    bob@x.example (Bob (the (first)) B)           | bob@x.example
                    root (Cron Daemon)                            | root
                    "odd one"@x.example                           | "odd one"@x.example
                    "a>b"@x.example, <"c>d"@x.example>            | "a>b"@x.example "c>d"@x.example
                    friends: ann@x.example, bob@x.example;, eve   | ann@x.example bob@x.example eve
                    undisclosed-recipients:;                      | ~~
                    <@a.example,@b.example:bob@x.example>         | bob@x.example
                    ann@[IPv6:2001:db8::1]                        | ann@[IPv6:2001:db8::1]
                    <>                                            | ~~
                    ,,bob,,                                       | bob
                    """)
    void findsTheAddresses(String field, String addresses) {
        assertEquals(
                addresses,
                String.join(
                        " ", AddressList.in(field).stream().map(AddressList.Found::text).toList()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    root                        | root@h.example
                    root (Cron Daemon)          | root@h.example (Cron Daemon)
                    Ann <ann>, "B" < bob >      | Ann <ann@h.example>, "B" < bob@h.example >
                    ann@x.example, bob          | ann@x.example, bob@h.example
                    a: ann;                     | a: ann@h.example;
                    Ann B                       | Ann B
                    """)
    void putsADomainWhereThereIsNone(String field, String qualified) {
        assertEquals(qualified, AddressList.qualified(field, "h.example"));
    }

    @Test
    void getsToTheEndOfAnything() {
        Random random = new Random(7);
        String signs = "ab@<>()\"\\,;: [.]";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder field = new StringBuilder();
            int length = random.nextInt(20);
            for (int j = 0; j < length; j++) {
                field.append(signs.charAt(random.nextInt(signs.length())));
            }
            String text = field.toString();
            for (AddressList.Found found : AddressList.in(text)) {
                assertTrue(found.end() <= text.length(), text);
            }
        }
    }
}
