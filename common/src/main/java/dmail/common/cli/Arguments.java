package dmail.common.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** A command line as its program's options read it. */
sealed interface Arguments {
    record Understood(CommandLine line) implements Arguments {}

    record Not(String why) implements Arguments {}

    /** Reads it; long options are never cut short, so that new ones can't change old scripts. */
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
