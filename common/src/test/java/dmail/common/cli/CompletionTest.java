package dmail.common.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dmail.common.admin.AdminCommand;
import dmail.common.admin.CommandTable;
import dmail.common.config.Server;
import dmail.common.config.Setting;
import dmail.common.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the completion of the shell to the tables of commands, settings and options. To write it
 * anew: {@code mvn -pl common test -Dtest=CompletionTest -Dcompletion=write}.
 */
final class CompletionTest {
    private static final Path FILE = Path.of("..", "etc", "package", "completion.bash");
    private static final Path TAIL = Path.of("src", "test", "resources", "completion", "tail.bash");

    @Test
    void isMadeOfTheTables() throws Exception {
        String text = text();
        if (System.getProperty("completion", "").equals("write")) {
            Files.writeString(FILE, text);
        }

        assertEquals(text, Files.readString(FILE));
    }

    /** The words typed, of which the last is to be completed, and what it may become. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    dsmtp --a                     | --all
                    dpop --h                      | --help
                    tellsmtp susp                 | suspend
                    tellpop reh                   | rehash
                    tellpop susp                  |
                    tellsmtp -i /dev/null clear   | clear_cache_all
                    tellsmtp config work_p        | work_path
                    tellsmtp log_level w          | warning
                    tellsmtp delete --            | --dry-run
                    dmsetup vd                    | vdomain
                    dmsetup --yes user p          | passwd
                    dmsetup binding r             | remove
                    dmsetup --answ                | --answers
                    dmsetup -i /dev/nul           | /dev/null
                    """)
    void completesInAShell(String typed, String expected) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
        String script =
                """
                . ../etc/package/completion.bash || exit 1
                COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
                _dmail "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
                echo "${COMPREPLY[@]}"
                """;
        Process bash =
                new ProcessBuilder(
                                Stream.concat(
                                                Stream.of("/bin/bash", "-c", script, "bash"),
                                                Stream.of(typed.split(" ", -1)))
                                        .toList())
                        .redirectErrorStream(true)
                        .start();

        assertEquals(
                expected == null ? "" : expected,
                new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        assertEquals(0, bash.waitFor());
    }

    private static String text() throws IOException {
        return """
        # Completion of bash for the programs of DMail. A test makes this file of their tables.

        """
                + variable("server_options", options(OptionTables.server()))
                + variable("tell_options", options(OptionTables.control()))
                + variable("setup_options", options(OptionTables.setup()))
                + variable("smtp_commands", commands(Server.DSMTP))
                + variable("pop_commands", commands(Server.DPOP))
                + variable("settings", Settings.all().stream().map(Setting::name).sorted().toList())
                + Files.readString(TAIL);
    }

    private static List<String> commands(Server server) {
        return CommandTable.servedBy(server).stream().map(AdminCommand::name).sorted().toList();
    }

    private static List<String> options(Options options) {
        return options.getOptions().stream()
                .flatMap(option ->
                        Stream.of(
                                option.getOpt() == null ? "" : "-" + option.getOpt(),
                                option.getLongOpt() == null ? "" : "--" + option.getLongOpt()))
                .filter(name -> !name.isEmpty())
                .sorted()
                .toList();
    }

    /** Of many words a line each would hide the rest; some fit each line. */
    private static String variable(String name, List<String> words) {
        String joined = words.stream().collect(Collectors.joining(" "));
        return "_dmail_"
                + name
                + "='\n"
                + joined.replaceAll("(.{1,96})(?: |$)", "    $1\n")
                + "'\n";
    }
}
