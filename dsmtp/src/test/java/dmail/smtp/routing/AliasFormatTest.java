package dmail.smtp.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.Domain;
import dmail.common.table.Table;
import dmail.common.table.TableMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AliasFormatTest {
    @TempDir Path folder;

    @Test
    void readsWhatSendmailReads() throws IOException {
        Table<List<Member>> text =
                parse(
                        """
                        # the people
                        Postmaster: root
                        root:   bob,
                                carol@b.example,
                        \t|/bin/robot

                        "two words" : dave
                        eve@a.example: frank
                        """);

        assertEquals(0, text.problems().count());
        assertEquals("2 [root@a.example]", found(text, "POSTMASTER"));
        assertEquals("3 [bob@a.example, carol@b.example, |/bin/robot]", found(text, "root"));
        assertEquals("7 [dave@a.example]", found(text, "two words"));
        assertEquals("8 [frank@a.example]", found(text, "Eve@a.example"));
        assertEquals("none", found(text, "bob"));
        assertEquals(4, text.size());
    }

    @Test
    void aCommentMayBeginWithBlanksAndStandInsideAnEntry() throws IOException {
        Table<List<Member>> text =
                parse(
                        """
                          # before any entry
                        root: bob,
                          # carol has left
                        \t#
                          dave
                        """);

        assertEquals(0, text.problems().count());
        assertEquals("2 [bob@a.example, dave@a.example]", found(text, "root"));
    }

    @Test
    void aWholeAddressIsTheSameHoweverItIsWritten() throws IOException {
        Table<List<Member>> text =
                parse("a..b@a.example: bob\n\"c..d\"@a.example: carol\n\"E.F\"@a.example.: dave\n");

        assertEquals(0, text.problems().count());
        assertEquals("1 [bob@a.example]", found(text, "a..b@a.example"));
        assertEquals("2 [carol@a.example]", found(text, "c..d@a.example"));
        assertEquals("3 [dave@a.example]", found(text, "e.f@a.example"));
    }

    @Test
    void tellsWhatIsWrongAndGoesOn() throws IOException {
        Table<List<Member>> text =
                parse(
                        """
                        no colon here
                        bob: two words, carol
                        bob: dave
                        eve:
                        : frank
                        grace: bob
                        """);

        assertEquals(
                List.of(
                        "1 not name: address, line ignored",
                        "2 not an address, left out: two words",
                        "3 name given before, line ignored",
                        "4 no members, line ignored",
                        "5 not name: address, line ignored"),
                text.problems().first().stream().map(p -> p.line() + " " + p.what()).toList());
        assertEquals("2 [carol@a.example]", found(text, "bob"));
        assertEquals("6 [bob@a.example]", found(text, "grace"));
    }

    @Test
    void aFileThatAnybodyCanWriteNamesAddressesOnly() throws IOException {
        Table<List<Member>> text = table("robot: |/bin/robot, /var/archive, bob\n", false);

        assertEquals("1 [bob@a.example]", found(text, "robot"));
        assertEquals(2, text.problems().count());
    }

    @Test
    void aContinuationWithoutALineBeforeIsALine() throws IOException {
        Table<List<Member>> text = parse("  bob: carol\n");

        assertEquals("1 [carol@a.example]", found(text, "bob"));
    }

    @Test
    void goesOnOverEmptyLinesAndWhateverEndsALine() throws IOException {
        Table<List<Member>> text =
                parse("\ufeffbob: carol,\r\n\r\n# and\r\n dave\rann: eve\r\rlast: frank");

        assertEquals("1 [carol@a.example, dave@a.example]", found(text, "bob"));
        assertEquals("5 [eve@a.example]", found(text, "ann"));
        assertEquals("7 [frank@a.example]", found(text, "last"));
        assertEquals(0, text.problems().count());
    }

    @Test
    void aLineWithoutEndIsOneProblem() throws IOException {
        String long1 = "long: " + "bob,".repeat(AliasFormat.LONGEST_LINE / 4);
        Table<List<Member>> text = parse(long1 + "\nann: eve\n");

        assertEquals("none", found(text, "long"));
        assertEquals("2 [eve@a.example]", found(text, "ann"));
        assertEquals(
                "1 longer than 1048576 octets, line ignored",
                text.problems().first().stream()
                        .map(p -> p.line() + " " + p.what())
                        .collect(Collectors.joining()));
    }

    private Table<List<Member>> parse(String text) throws IOException {
        return table(text, true);
    }

    private Table<List<Member>> table(String text, boolean trusted) throws IOException {
        Path file = folder.resolve("aliases");
        Files.writeString(file, text);
        AliasFormat format = new AliasFormat(new Domain("a.example"), trusted);
        return Table.read(file, format, TableMemory.ofTool());
    }

    private static String found(Table<List<Member>> text, String name) throws IOException {
        return text.find(AliasFormat.key(name))
                .map(alias -> alias.line() + " " + alias.value())
                .orElse("none");
    }
}
