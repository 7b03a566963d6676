package dmail.common.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.CommandLine;

/** The command line of the set-up program. */
public sealed interface SetupOptions {
    /** Options without a value. */
    enum Flag {
        /** Show what would be done, and do nothing. */
        DRY_RUN,
        /** Report in JSON, for a program. */
        JSON,
        /** Ask nothing: answers that aren't given have their defaults. */
        YES,
        /** Start the servers at the end, and try them. */
        START,
        /** Plain lines in and out, without terminal features. */
        PLAIN
    }

    /**
     * Carry out a command.
     *
     * @param words the command and its arguments; none for the wizard
     * @param file the configuration
     * @param answers the file of answers; empty when there is none
     * @param assignments answers as {@code name=value}
     * @param folder of the sandbox; empty for the default
     * @param passwordFile whose first line is a password; empty when there is none
     * @param nameServer to use instead of the system's; empty for those
     */
    record Run(
            List<String> words,
            String file,
            String answers,
            List<String> assignments,
            String folder,
            String passwordFile,
            String nameServer,
            Set<Flag> flags)
            implements SetupOptions {
        public Run {
            words = List.copyOf(words);
            assignments = List.copyOf(assignments);
            flags = Set.copyOf(flags);
        }

        public boolean has(Flag flag) {
            return flags.contains(flag);
        }

        /** {@return whether the user isn't asked anything} */
        public boolean isSilent() {
            return !answers.isEmpty() || has(Flag.YES) || has(Flag.JSON);
        }
    }

    /** Explain the command line. */
    record Help() implements SetupOptions {}

    record ShowVersion() implements SetupOptions {}

    /** The command line is wrong. */
    record Wrong(String why) implements SetupOptions {}

    /** Parses a command line; options may be before and after the command. */
    static SetupOptions parse(List<String> arguments) {
        return switch (Arguments.read(arguments, OptionTables.setup())) {
            case Arguments.Understood(CommandLine line) -> of(line);
            case Arguments.Not(String why) -> new Wrong(why);
        };
    }

    private static SetupOptions of(CommandLine line) {
        if (line.hasOption("h")) {
            return new Help();
        }
        if (line.hasOption("version")) {
            return new ShowVersion();
        }
        String[] assignments = line.getOptionValues("set");
        return new Run(
                line.getArgList(),
                line.getOptionValue("i", ServerOptions.STANDARD_FILE),
                line.getOptionValue("answers", ""),
                assignments == null ? List.of() : List.of(assignments),
                line.getOptionValue("dir", ""),
                line.getOptionValue("password-file", ""),
                line.getOptionValue("dns", ""),
                flags(line));
    }

    private static Set<Flag> flags(CommandLine line) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        add(flags, line.hasOption(ControlOptions.DRY_RUN), Flag.DRY_RUN);
        add(flags, line.hasOption("j"), Flag.JSON);
        add(flags, line.hasOption("yes"), Flag.YES);
        add(flags, line.hasOption("start"), Flag.START);
        add(flags, line.hasOption("plain"), Flag.PLAIN);
        return flags;
    }

    private static void add(Set<Flag> flags, boolean given, Flag flag) {
        if (given) {
            flags.add(flag);
        }
    }
}
