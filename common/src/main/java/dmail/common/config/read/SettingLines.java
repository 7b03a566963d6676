package dmail.common.config.read;

import dmail.common.config.ConfigLocation;
import dmail.common.config.ConfigProblems;
import dmail.common.config.Configuration.Given;
import dmail.common.config.Located;
import dmail.common.config.PackedLines;
import dmail.common.config.Server;
import dmail.common.config.Setting;
import dmail.common.config.Setting.Availability;
import dmail.common.config.type.Parsed;
import dmail.common.config.type.Shown;
import dmail.common.config.type.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Collects the lines of one setting.
 *
 * <p>It tells types apart without a switch: javac's pattern switch is linked at run time on every
 * start, and every program begins by reading dmail.conf.
 */
final class SettingLines<T> {
    /** With more lines, those with a single value are kept as text. */
    private static final int MOST_OBJECTS = 256;

    private final Setting<T> setting;
    private final Server reader;
    private final ConfigProblems problems;
    private List<Located<T>> values = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    SettingLines(Setting<T> setting, Server reader, ConfigProblems problems) {
        this.setting = setting;
        this.reader = reader;
        this.problems = problems;
    }

    void take(ConfigLine line, Path folder) {
        Parsed<List<T>> parsed = setting.type().read(line.text(), folder);
        if (parsed instanceof Parsed.Bad<List<T>>(var why)) {
            refuse(line, why);
        } else if (parsed instanceof Parsed.Good<List<T>>(var good)) {
            keep(good, line, folder);
        }
    }

    private void keep(List<T> good, ConfigLine line, Path folder) {
        if (values instanceof PackedLines<T> packed && good.size() == 1) {
            packed.add(line.text(), line.location());
            return;
        }
        ConfigLocation location = line.location();
        if (!setting.isRepeatable() && !values.isEmpty()) {
            problems.givenAgain(location, setting.toString(), values.getLast().location());
            values.clear();
            texts.clear();
        }
        unpack();
        good.forEach(value -> values.add(new Located<>(value, location)));
        texts.add(line.text());
        if (values.size() == MOST_OBJECTS && texts.size() == MOST_OBJECTS) {
            pack(folder);
        }
    }

    /** There are many lines: keeps them as text from now on. */
    private void pack(Path folder) {
        PackedLines<T> packed = new PackedLines<>(setting.type(), folder);
        for (int i = 0; i < texts.size(); i++) {
            packed.add(texts.get(i), values.get(i).location());
        }
        values = packed;
        texts.clear();
    }

    /** A line with several values can't be kept as text, so all are kept as values again. */
    private void unpack() {
        if (values instanceof PackedLines<T>) {
            values = new ArrayList<>(values);
        }
    }

    private void refuse(ConfigLine line, String why) {
        String found = line.text().isEmpty() ? "" : " " + Shown.quoted(line.text());
        String message = setting + found + ": " + why;
        if (!setting.decides().isEmpty() && setting.servers().contains(reader)) {
            problems.unread(setting + " " + firstWord(line.text()));
            problems.fatal(
                    line.location(),
                    message
                            + "; it decides "
                            + setting.decides()
                            + ", so "
                            + reader
                            + " does not start");
        } else {
            problems.error(line.location(), message + "; the line is ignored" + standard());
        }
    }

    private static String firstWord(String text) {
        return text.substring(0, Words.endOfWord(text, 0)).toLowerCase(Locale.ROOT);
    }

    private String standard() {
        return setting.standardText().isEmpty() ? "" : " (default: " + setting.standardText() + ")";
    }

    /** {@return the values, when all lines have been read} */
    Given<T> finish() {
        if (!values.isEmpty() && setting.servers().contains(reader)) {
            sayWhatIsNotDone(values.getFirst().location());
        }
        return new Given<>(
                setting, values instanceof PackedLines<T> packed ? packed.closed() : values);
    }

    private void sayWhatIsNotDone(ConfigLocation location) {
        Availability availability = setting.availability();
        if (availability instanceof Availability.NotYet(var meanwhile)) {
            problems.warning(
                    location, setting + " is not served yet" + others() + ": " + meanwhile);
        } else if (availability instanceof Availability.Retired(var instead)) {
            problems.warning(
                    location, setting + " no longer does anything" + others() + ": " + instead);
        }
    }

    private String others() {
        int others = values.size() - 1;
        return others == 0 ? "" : " (" + values.size() + " lines, this is the first)";
    }
}
