package dmail.common.cli;

import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options of all programs; parsing and shell completion use these tables. */
final class OptionTables {
    private OptionTables() {}

    static Options control() {
        return new Options()
                .addOption(Option.builder("i").hasArg().get())
                .addOption(Option.builder("j").longOpt("json").get())
                .addOption(Option.builder("n").hasArg().get())
                .addOption(Option.builder("p").hasArg().get())
                .addOption(Option.builder().longOpt("password-file").hasArg().get())
                .addOption(Option.builder("h").longOpt("help").get())
                .addOption(Option.builder().longOpt(ControlOptions.DRY_RUN).get())
                .addOption(Option.builder().longOpt("version").get());
    }

    static Options setup() {
        return new Options()
                .addOption(Option.builder("i").hasArg().get())
                .addOption(Option.builder("j").longOpt("json").get())
                .addOption(Option.builder("h").longOpt("help").get())
                .addOption(Option.builder().longOpt("answers").hasArg().get())
                .addOption(Option.builder().longOpt("set").hasArg().get())
                .addOption(Option.builder().longOpt("dir").hasArg().get())
                .addOption(Option.builder().longOpt("dns").hasArg().get())
                .addOption(Option.builder().longOpt("password-file").hasArg().get())
                .addOption(Option.builder().longOpt(ControlOptions.DRY_RUN).get())
                .addOption(Option.builder().longOpt("yes").get())
                .addOption(Option.builder().longOpt("start").get())
                .addOption(Option.builder().longOpt("plain").get())
                .addOption(Option.builder().longOpt("version").get());
    }

    static Options server() {
        return new Options()
                .addOption(Option.builder("i").hasArg().get())
                .addOption(Option.builder("n").get())
                .addOption(Option.builder("h").longOpt("help").get())
                .addOption(Option.builder().longOpt("all").get())
                .addOption(Option.builder().longOpt("check").get())
                .addOption(Option.builder().longOpt("version").get());
    }
}
