package dmail.setup.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.config.edit.ConfText;
import dmail.common.config.edit.LineEdit;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConfTextTest {
    private static final String OLD =
            """
            # the main one
            host_domain example.com
              Host_Domain  mail.example.com

            # mail
            drop_path /var/mail
            #log_level info
            # the end
            """;

    @Test
    void readsTheValuesOfASetting() {
        ConfText text = ConfText.of(OLD);

        assertEquals(List.of("example.com", "mail.example.com"), text.values("host_domain"));
        assertEquals(List.of(), text.values("log_level"));
        assertEquals(List.of(), text.values("drop"));
    }

    @Test
    void changesOnlyTheLinesOfASetting() {
        assertEquals(
                OLD.replace("drop_path /var/mail", "drop_path /mail"),
                ConfText.of(OLD).with("drop_path", List.of("/mail")).toString());
        assertEquals(
                """
                # the main one
                host_domain example.net

                # mail
                drop_path /var/mail
                #log_level info
                # the end
                """,
                ConfText.of(OLD).with("host_domain", List.of("example.net")).toString());
    }

    @Test
    void leavesWhatIsSaidAlreadyAsItIs() {
        assertEquals(OLD, ConfText.of(OLD).with("drop_path", List.of("/var/mail")).toString());
    }

    @Test
    void putsANewSettingWhereACommentShowsIt() {
        assertEquals(
                OLD.replace("#log_level info\n", "#log_level info\nlog_level debug\n"),
                ConfText.of(OLD).with("log_level", List.of("debug")).toString());
        assertEquals(
                OLD + "max_size 100\n",
                ConfText.of(OLD).with("max_size", List.of("100")).toString());
    }

    @Test
    void addsALineBehindTheOthersOfItsNameAndTakesItOutAgain() throws Exception {
        String more = OLD.replace("example.com\n\n", "example.com\nhost_domain example.net\n\n");
        LineEdit edit = ConfText.adding(new StringReader(OLD), "host_domain", "example.net");
        StringWriter changed = new StringWriter();
        LineEdit back = edit.copy(new StringReader(OLD), changed);
        StringWriter restored = new StringWriter();
        LineEdit again = back.copy(new StringReader(more), restored);

        assertEquals(more, changed.toString());
        assertEquals(LineEdit.removing(Set.of(4)), back);
        assertEquals(OLD, restored.toString());
        assertEquals(edit, again);
    }

    @Test
    void leavesAloneHowAFileEnds() throws Exception {
        assertEquals("a 1\nb 2", added("a 1"));
        assertEquals("a 1\nb 2\n", added("a 1\n"));
        assertEquals("a 1\r\n\nb 2\n", added("a 1\r\n\n"));
        assertEquals("#b 1\nb 2\n\na\n", added("#b 1\n\na\n"));
        assertEquals("b 2\n", added(""));
    }

    private static String added(String text) throws IOException {
        StringWriter changed = new StringWriter();
        LineEdit _ =
                ConfText.adding(new StringReader(text), "b", "2")
                        .copy(new StringReader(text), changed);
        return changed.toString();
    }

    @Test
    void showsWhatDiffers() {
        assertEquals(
                List.of(
                        "  ...",
                        "  ",
                        "  # mail",
                        "- drop_path /var/mail",
                        "+ drop_path /mail",
                        "  #log_level info",
                        "  # the end"),
                Difference.lines(
                        OLD, ConfText.of(OLD).with("drop_path", List.of("/mail")).toString()));
        assertEquals(List.of("+ one", "+ two"), Difference.lines("", "one\ntwo\n"));
        assertEquals(
                List.of(),
                Difference.lines(OLD, OLD).stream().filter(l -> !l.startsWith("  ")).toList());
    }

    @Test
    void showsAChangeInAVeryLongFile() {
        String old = "# line\n".repeat(20_000) + "log_level info\n" + "# line\n".repeat(20_000);

        assertEquals(
                List.of(
                        "  ...",
                        "  # line",
                        "  # line",
                        "- log_level info",
                        "+ log_level debug",
                        "  # line",
                        "  # line",
                        "  ..."),
                Difference.lines(old, old.replace("level info", "level debug")));
    }

    @Test
    void showsAVeryLongFileThatChangesAllOver() {
        String old = "one\n".repeat(2_000);
        String fresh = "two\n".repeat(2_000);

        List<String> lines = Difference.lines(old, fresh);

        assertEquals(4_000, lines.size());
        assertEquals("- one", lines.getFirst());
        assertEquals("+ two", lines.getLast());
    }
}
