package dmail.common.config.runtime;

import dmail.common.config.ConfigLocation;
import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.Located;
import dmail.common.config.Server;
import dmail.common.config.Setting;
import dmail.common.config.Setting.Availability;
import dmail.common.config.Setting.TakesEffect;
import dmail.common.config.Settings;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.binding.ScopedWords;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.read.ConfigReader;
import dmail.common.config.type.Parsed;
import dmail.common.config.type.Shown;
import dmail.common.config.type.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a line of the console makes of a configuration. The line is read as one of dmail.conf is;
 * what all lines say together is not looked at here.
 */
public final class LineChange {
    private final Configuration current;
    private final String words;
    private final ConfigLocation where;
    private final Server server;

    private LineChange(Configuration current, String words, int number, Server server) {
        this.current = current;
        this.words = Words.trim(words);
        this.where = LineIdentity.console(number);
        this.server = server;
    }

    /** What comes of it. */
    public sealed interface Outcome {
        /**
         * The line can be read.
         *
         * @param next the same as before if nothing differs
         * @param setting that the line is of
         * @param growth of what the console's lines take
         */
        record Changed(
                Configuration next,
                Setting<?> setting,
                ConsoleSize growth,
                List<ConfigProblem> warnings)
                implements Outcome {}

        /** Nothing changes. */
        record Refused(List<String> why) implements Outcome {}
    }

    /** {@return whether a setting concerns the sending of mail to other hosts, and nothing else} */
    public static boolean isOfSending(Setting<?> setting) {
        return setting.section().equals(BindingSettings.SECTION)
                || setting.section().equals(SendingOptions.SECTION);
    }

    /**
     * Sets what the words say, as they would stand in dmail.conf.
     *
     * @param number of the console's line
     */
    public static Outcome set(Configuration current, String words, int number, Server server) {
        return new LineChange(current, words, number, server).set();
    }

    /** Takes out all lines that begin with these words. */
    public static Outcome unset(Configuration current, String words, int number, Server server) {
        return new LineChange(current, words, number, server).unset();
    }

    private Outcome set() {
        Optional<String> refusal = refusal();
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        ConfigReading read = read();
        if (!read.isRight()) {
            return new Outcome.Refused(
                    read.problems().stream().map(ConfigProblem::toString).toList());
        }
        return put(read.configuration().given().iterator().next(), read);
    }

    private ConfigReading read() {
        return ConfigReader.readLine(words, where, current.file(), server);
    }

    private Outcome refused(String why) {
        return new Outcome.Refused(List.of(where + ": " + why));
    }

    private Optional<Setting<?>> setting() {
        return Settings.named(words.substring(0, Words.endOfWord(words, 0)));
    }

    /** {@return why a setting can't be changed now; its name alone decides that} */
    private Optional<String> refusal() {
        return setting().flatMap(this::refusal);
    }

    private Optional<String> refusal(Setting<?> setting) {
        if (setting.availability() instanceof Availability.Retired(var instead)) {
            return Optional.of(setting + " no longer does anything: " + instead);
        }
        if (!setting.servers().contains(server)) {
            return Optional.of(setting + " is no setting of " + server);
        }
        return setting.takesEffect() == TakesEffect.RESTART
                ? Optional.of(
                        setting
                                + " takes effect after a restart only; it has to stand in "
                                + Shown.plain(current.file().toString()))
                : Optional.empty();
    }

    private <T> Outcome put(Setting<T> setting, ConfigReading read) {
        Configuration next = current;
        ConsoleSize growth = ConsoleSize.NONE;
        for (Located<T> line : read.configuration().located(setting)) {
            Replaced replaced = replaced(next, setting, line.value());
            if (!replaced.isTheSame) {
                next =
                        next.replacing(
                                setting,
                                (_, old) ->
                                        !LineIdentity.isInPlaceOf(
                                                setting, line.value(), old.value()),
                                line);
                growth = growth.plus(size(setting, line, 1)).plus(replaced.freed);
            }
        }
        return new Outcome.Changed(next, setting, growth, read.problems());
    }

    /**
     * The lines in whose place one counts.
     *
     * @param isTheSame whether the last of them says just the same
     * @param freed what they no longer take
     */
    private record Replaced(boolean isTheSame, ConsoleSize freed) {}

    private static <T> Replaced replaced(Configuration before, Setting<T> setting, T value) {
        boolean isTheSame = false;
        ConsoleSize freed = ConsoleSize.NONE;
        String text = setting.type().show(value);
        for (Located<T> old : before.located(setting)) {
            if (LineIdentity.isInPlaceOf(setting, value, old.value())) {
                isTheSame = setting.type().show(old.value()).equals(text);
                freed = freed.plus(size(setting, old, -1));
            }
        }
        return new Replaced(isTheSame, freed);
    }

    /** Lines of files are kept anyway. */
    private static <T> ConsoleSize size(Setting<T> setting, Located<T> line, int sign) {
        return LineIdentity.isOfConsole(line)
                ? new ConsoleSize(
                        sign, sign * (long) LineIdentity.text(setting, line.value()).length())
                : ConsoleSize.NONE;
    }

    private Outcome unset() {
        Optional<Setting<?>> setting = setting();
        if (setting.isEmpty()) {
            return set();
        }
        Optional<String> refusal = refusal(setting.get());
        return refusal.isPresent() ? refused(refusal.get()) : unset(setting.get());
    }

    private <T> Outcome unset(Setting<T> setting) {
        List<String> beginnings = beginnings(setting);
        List<Located<T>> gone = new ArrayList<>();
        Configuration next =
                current.keeping(
                        setting,
                        (_, line) -> {
                            boolean goes = isMeant(setting, line.value(), beginnings);
                            if (goes) {
                                gone.add(line);
                            }
                            return !goes;
                        });
        if (gone.isEmpty()) {
            return refused(Shown.plain(words) + " is not set");
        }
        ConsoleSize freed = ConsoleSize.NONE;
        for (Located<T> line : gone) {
            freed = freed.plus(size(setting, line, -1));
        }
        return new Outcome.Changed(next, setting, freed, List.of());
    }

    /** {@return the words in the form in which lines are shown, as far as they can be read} */
    private <T> List<String> beginnings(Setting<T> setting) {
        ConfigReading read = read();
        if (read.isRight()) {
            return read.configuration().values(setting).stream()
                    .map(value -> folded(setting, LineIdentity.text(setting, value)))
                    .toList();
        }
        if (BindingSettings.scoped().contains(setting)
                && ScopedWords.parse(words) instanceof Parsed.Good<ScopedWords>(var scoped)) {
            String text = scoped.scope() + " " + scoped.option() + " " + scoped.value();
            return List.of(text.stripTrailing());
        }
        return List.of(folded(setting, words.replaceAll("[ \t]+", " ")));
    }

    private static <T> boolean isMeant(Setting<T> setting, T value, List<String> beginnings) {
        String line = folded(setting, LineIdentity.text(setting, value));
        return beginnings.stream()
                .anyMatch(words -> line.equals(words) || line.startsWith(words + " "));
    }

    /** Letter case counts only in names of bindings. */
    private static String folded(Setting<?> setting, String line) {
        return BindingSettings.scoped().contains(setting) ? line : line.toLowerCase(Locale.ROOT);
    }
}
