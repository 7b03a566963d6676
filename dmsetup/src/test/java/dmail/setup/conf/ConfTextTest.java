package dmail.setup.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    void addsALineBehindTheOthersOfItsNameAndTakesItOutAgain() {
        ConfText more = ConfText.of(OLD).plus("host_domain", "example.net");

        assertEquals(
                OLD.replace("mail.example.com\n", "mail.example.com\nhost_domain example.net\n"),
                more.toString());
        assertEquals(OLD, more.withoutLines(Set.of(4)).toString());
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
