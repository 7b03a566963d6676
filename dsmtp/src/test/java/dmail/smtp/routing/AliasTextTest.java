package dmail.smtp.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AliasTextTest {
    @Test
    void readsWhatSendmailReads() {
        AliasText text =
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

        assertEquals(List.of(), text.problems());
        assertEquals("2 [root@a.example]", found(text, "POSTMASTER"));
        assertEquals("3 [bob@a.example, carol@b.example, |/bin/robot]", found(text, "root"));
        assertEquals("7 [dave@a.example]", found(text, "two words"));
        assertEquals("8 [frank@a.example]", found(text, "Eve@a.example"));
        assertTrue(text.find("bob").isEmpty());
        assertEquals(4, text.size());
    }

    @Test
    void tellsWhatIsWrongAndGoesOn() {
        AliasText text =
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
                        "2 no address, left out: two words",
                        "3 name given before, line ignored",
                        "4 nobody is named, line ignored",
                        "5 not name: address, line ignored"),
                text.problems().stream().map(p -> p.line() + " " + p.what()).toList());
        assertEquals("2 [carol@a.example]", found(text, "bob"));
        assertEquals("6 [bob@a.example]", found(text, "grace"));
    }

    @Test
    void aFileThatAnybodyCanWriteNamesAddressesOnly() {
        AliasText text =
                AliasText.parse(
                        "robot: |/bin/robot, /var/archive, bob\n", new Domain("a.example"), false);

        assertEquals("1 [bob@a.example]", found(text, "robot"));
        assertEquals(2, text.problems().size());
    }

    @Test
    void aContinuationWithoutALineBeforeIsALine() {
        AliasText text = parse("  bob: carol\n");

        assertEquals("1 [carol@a.example]", found(text, "bob"));
    }

    private static AliasText parse(String text) {
        return AliasText.parse(text, new Domain("a.example"), true);
    }

    private static String found(AliasText text, String name) {
        return text.find(name).map(alias -> alias.line() + " " + alias.members()).orElse("none");
    }
}
