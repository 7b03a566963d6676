package dmail.smtp.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VirtualUsersTextTest {
    private static final VirtualUsersText TABLE =
            VirtualUsersText.parse(
                    """
                    # address        whom it means
                    bob@b.example    bob2
                    Ann@B.example    ann2@a.example
                    @b.example       error:no such user here
                    @c.example       %1@a.example
                    @d.example       @a.example
                    @e.example       e-%1
                    """,
                    new Domain("a.example"));

    @ParameterizedTest
    @CsvSource({
        "bob@b.example,   2 bob2@a.example",
        "BOB@b.example,   2 bob2@a.example",
        "ann@b.example,   3 ann2@a.example",
        "carl@b.example,  4 error:no such user here",
        "Carl@c.example,  5 Carl@a.example",
        "carl@d.example,  6 carl@a.example",
        "carl@e.example,  7 e-carl@a.example",
        "'\"two words\"@c.example', 5 \"two words\"@a.example",
        "carl@f.example,  none"
    })
    void findsWhomAnAddressMeans(String address, String found) {
        assertEquals(
                found,
                TABLE.find(EmailAddress.parse(address).orElseThrow())
                        .map(match -> match.line() + " " + match.member())
                        .orElse("none"));
    }

    @Test
    void tellsWhatIsWrong() {
        VirtualUsersText table =
                VirtualUsersText.parse(
                        "bob@b.example\nbob x\n@b.example %1@\nx@b.example a\nX@b.example b\n",
                        new Domain("a.example"));

        assertEquals(
                List.of(
                        "1 not address and address, line ignored",
                        "2 not address and address, line ignored",
                        "3 not address and address, line ignored",
                        "5 address given before, line ignored"),
                table.problems().stream().map(p -> p.line() + " " + p.what()).toList());
        assertEquals(1, table.size());
    }

    @Test
    void aLocalPartThatGrowsTooLongMeansNobody() {
        EmailAddress address = EmailAddress.parse("x".repeat(255) + "@e.example").orElseThrow();

        assertEquals(true, TABLE.find(address).isEmpty());
    }
}
