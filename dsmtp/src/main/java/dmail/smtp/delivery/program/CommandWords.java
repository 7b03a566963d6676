package dmail.smtp.delivery.program;

import dmail.common.authent.CommandLine;
import java.util.List;
import java.util.Optional;

/** From a command as it is written to the words that are run. */
final class CommandWords {
    /** What only a shell understands (Postfix looks for the same). */
    private static final String SHELL_CHARACTERS = "~`!$^&*()={}[]|\\;<>?#\n";

    private CommandWords() {}

    /** {@return the words to be run: the command's own, or a shell's that reads the command} */
    static List<String> words(String command) {
        boolean plain = command.chars().noneMatch(c -> SHELL_CHARACTERS.indexOf(c) >= 0);
        return (plain ? CommandLine.split(command) : Optional.<List<String>>empty())
                .filter(words -> words.getFirst().startsWith("/"))
                .orElseGet(() -> List.of("/bin/sh", "-c", command));
    }
}
