package dmail.smtp.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.EmailAddress;
import dmail.common.table.TableMemory;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VirtualUsersFormatTest {
    private static final String TABLE =
            """
            # address        whom it means
            bob@b.example    bob2
            Ann@B.example    ann2@a.example
            @b.example       error:no such user here
            @c.example       %1@a.example
            @d.example       @a.example
            @e.example       e-%1
            a..b@g.example   bob
            "c..d"@g.example carol
              # a comment
            """;

    @TempDir Path folder;
    private final MemoryLog log = new MemoryLog();

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
        "a..b@g.example,  8 bob@a.example",
        "'\"a..b\"@g.example', 8 bob@a.example",
        "c..d@g.example,  9 carol@a.example",
        "'\"c..d\"@g.example', 9 carol@a.example",
        "carl@f.example,  none"
    })
    void findsWhomAnAddressMeans(String address, String found) throws IOException {
        assertEquals(found, found(TABLE, EmailAddress.parse(address).orElseThrow()));
    }

    @Test
    void tellsWhatIsWrong() throws IOException {
        String table = "bob@b.example\nbob x\n@b.example %1@\nx@b.example a\nX@b.example b\n";

        assertEquals(
                "4 a@a.example", found(table, EmailAddress.parse("x@b.example").orElseThrow()));
        assertEquals(
                List.of(
                        "1 problem=\"not address and address, line ignored\"",
                        "2 problem=\"not address and address, line ignored\"",
                        "3 problem=\"not address and address, line ignored\"",
                        "5 problem=\"address given before, line ignored\""),
                log.lines().stream()
                        .filter(line -> line.startsWith("warning"))
                        .map(line -> line.substring(line.indexOf("/v:") + "/v:".length()))
                        .toList());
    }

    @Test
    void aLocalPartThatGrowsTooLongMeansNobody() throws IOException {
        EmailAddress address = EmailAddress.parse("x".repeat(255) + "@e.example").orElseThrow();

        assertEquals("none", found(TABLE, address));
    }

    private String found(String table, EmailAddress address) throws IOException {
        Files.writeString(folder.resolve("v"), table);
        RoutingTables tables = new RoutingTables(TableMemory.ofTool(), log);
        VirtualUsers users =
                new VirtualUsers(TestExpansions.configuration(folder, "virt_user_pre v\n"), tables);
        return users.find(address)
                .map(rule ->
                        rule.location().substring(rule.location().indexOf(':') + 1)
                                + " "
                                + rule.members().getFirst())
                .orElse("none");
    }
}
