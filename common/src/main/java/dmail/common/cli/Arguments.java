package dmail.common.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** A command line, parsed by a program's options. */
sealed interface Arguments {
    record Understood(CommandLine line) implements Arguments {}

    record Not(String why) implements Arguments {}

    /**
     * Parses it. Abbreviated long options aren't accepted, so that new options can't change the
     * meaning of old scripts.
     */
    static Arguments read(List<String> arguments, Options options) {
        try {
            return new Understood(
                    DefaultParser.builder()
                            .setAllowPartialMatching(false)
                            .get()
                            .parse(options, arguments.toArray(String[]::new)));
        } catch (ParseException e) {
            return new Not(String.valueOf(e.getMessage()));
        }
    }
}
