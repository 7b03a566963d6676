package dmail.common.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;

/** The command line of a server. */
public sealed interface ServerOptions {
    String STANDARD_FILE = "/etc/dmail.conf";

    /** What to do with the configuration. */
    enum Task {
        SERVE,
        CHECK,
        SHOW_CHANGED,
        SHOW_ALL
    }

    /** Do a task with a configuration file. */
    record Run(String file, Task task) implements ServerOptions {}

    /** Explain the command line. */
    record Help() implements ServerOptions {}

    record ShowVersion() implements ServerOptions {}

    /** The command line is wrong. */
    record Wrong(String why) implements ServerOptions {}

    static ServerOptions parse(List<String> arguments) {
        return switch (Arguments.read(arguments, OptionTables.server())) {
            case Arguments.Understood(CommandLine line) -> of(line);
            case Arguments.Not(String why) -> new Wrong(why);
        };
    }

    private static ServerOptions of(CommandLine line) {
        if (!line.getArgList().isEmpty()) {
            return new Wrong("no argument is expected: " + line.getArgList().getFirst());
        }
        if (line.hasOption("h")) {
            return new Help();
        }
        return line.hasOption("version")
                ? new ShowVersion()
                : new Run(line.getOptionValue("i", STANDARD_FILE), task(line));
    }

    private static Task task(CommandLine line) {
        if (line.hasOption("check")) {
            return Task.CHECK;
        }
        if (line.hasOption("all")) {
            return Task.SHOW_ALL;
        }
        return line.hasOption("n") ? Task.SHOW_CHANGED : Task.SERVE;
    }

    /** {@return what {@code --help} prints} */
    static String help(String program) {
        return """
        usage: %1$s [-i file] [--check | -n | --all]
        Runs in the foreground until SIGTERM or SIGINT; SIGHUP reloads its settings.

          -i file     the configuration, instead of %2$s
          --check     print every problem of the configuration; exit 78 if there is an error
          -n          print the settings that differ from their defaults
          --all       print all settings
          --version   print the version
          -h, --help  print this text

        See %1$s(8) and dmail.conf(5).
        """
                .formatted(program, STANDARD_FILE);
    }
}
