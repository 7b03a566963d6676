package dmail.smtp.delivery.program;

import dmail.common.authent.CommandLine;
import java.util.List;
import java.util.Optional;

/** Splits a command into the words that are run. */
final class CommandWords {
    /** Characters that only a shell interprets; the same list as Postfix's. */
    private static final String SHELL_CHARACTERS = "~`!$^&*()={}[]|\\;<>?#\n";

    private CommandWords() {}

    /** {@return the words to run: the command's own, or those of a shell that reads the command} */
    static List<String> split(String command) {
        boolean plain = command.chars().noneMatch(c -> SHELL_CHARACTERS.indexOf(c) >= 0);
        return (plain ? CommandLine.split(command) : Optional.<List<String>>empty())
                .filter(commandLine -> commandLine.getFirst().startsWith("/"))
                .orElseGet(() -> List.of("/bin/sh", "-c", command));
    }
}
