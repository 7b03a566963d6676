package dmail.common.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;

/** The command line of a control program. */
public sealed interface ControlOptions {
    /**
     * Send a command to a server.
     *
     * @param file the configuration, which names the server's control socket
     * @param json whether the reply is for a program
     * @param words the command and its arguments; none when the user gave none
     */
    record Ask(String file, boolean json, List<String> words) implements ControlOptions {
        public Ask {
            words = List.copyOf(words);
        }
    }

    /**
     * Send a command to a server over the network.
     *
     * @param host of the server
     * @param port 0 for the default of its protocol
     * @param passwordFile whose first line is the password; empty to ask for it
     * @param words the command and its arguments
     */
    record AskElsewhere(
            String host,
            int port,
            String passwordFile,
            String file,
            boolean json,
            List<String> words)
            implements ControlOptions {
        public AskElsewhere {
            words = List.copyOf(words);
        }
    }

    /** Explain the command line. */
    record Help() implements ControlOptions {}

    record ShowVersion() implements ControlOptions {}

    /** The command line is wrong. */
    record Wrong(String why) implements ControlOptions {}

    /** Show what would be done, and do nothing. */
    String DRY_RUN = "dry-run";

    /** Parses a command line; options may be before and after the command. */
    static ControlOptions parse(List<String> arguments) {
        Arguments read = Arguments.read(arguments, OptionTables.control());
        // A pattern switch would be linked at run time on each start, which takes time.
        return read instanceof Arguments.Not(String why)
                ? new Wrong(why)
                : of(((Arguments.Understood) read).line());
    }

    private static ControlOptions of(CommandLine line) {
        if (line.hasOption("h")) {
            return new Help();
        }
        if (line.hasOption("version")) {
            return new ShowVersion();
        }
        String file = line.getOptionValue("i", ServerOptions.STANDARD_FILE);
        List<String> words = new ArrayList<>(line.getArgList());
        if (line.hasOption(DRY_RUN)) {
            // Left to the server: it knows which commands have a dry run.
            words.add("--" + DRY_RUN);
        }
        if (line.hasOption("n") || line.hasOption("p")) {
            return elsewhere(line, file, words);
        }
        return new Ask(file, line.hasOption("j"), words);
    }

    private static ControlOptions elsewhere(CommandLine line, String file, List<String> words) {
        String port = line.getOptionValue("p", "0");
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            return new Wrong("-p: " + port + " is no port");
        }
        return new AskElsewhere(
                line.getOptionValue("n", "127.0.0.1"),
                Integer.parseInt(port),
                line.getOptionValue("password-file", ""),
                file,
                line.hasOption("j"),
                words);
    }
}
