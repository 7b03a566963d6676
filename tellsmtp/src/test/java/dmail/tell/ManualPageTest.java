package dmail.tell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.admin.AdminCommand;
import dmail.common.admin.CommandTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The manual page is written by hand; it must know the commands that the table knows. */
final class ManualPageTest {
    @Test
    void describesEveryCommandThatIsAnsweredAndNoOther() throws IOException {
        Set<String> answered =
                CommandTable.ALL.stream()
                        .filter(AdminCommand::isServed)
                        .map(AdminCommand::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        answered.add("register");

        assertEquals(answered, named("\\.It Ic ([a-z_]+)"));
    }

    @Test
    void namesEveryOtherCommandOfTheOriginal() throws IOException {
        Set<String> others =
                CommandTable.ALL.stream()
                        .filter(command -> !command.isServed())
                        .map(AdminCommand::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> mentioned = named("\\.Ic ([a-z_]+)");
        mentioned.remove("work_path");

        assertEquals(others, mentioned);
    }

    private static Set<String> named(String lineStart) throws IOException {
        String page = Files.readString(Path.of("..", "man", "tellsmtp.1"));
        return Pattern.compile("^" + lineStart, Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map((MatchResult line) -> line.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
