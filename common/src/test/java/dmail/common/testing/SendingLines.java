package dmail.common.testing;

import dmail.common.config.ConfigLocation;
import dmail.common.config.Configuration;
import dmail.common.config.Configuration.Given;
import dmail.common.config.Located;
import dmail.common.config.Setting;
import dmail.common.config.Settings;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.type.Parsed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads lines of bindings and scopes as dmail.conf has them, without the rest of such a file. */
public final class SendingLines {
    private static final Path FOLDER = Path.of("/etc");
    private static final Path FILE = FOLDER.resolve("dmail.conf");

    private final Map<Setting<?>, List<Located<?>>> lines = new LinkedHashMap<>();

    private SendingLines() {}

    /**
     * {@return the configuration of some lines, of a file that is called {@code f}}
     *
     * @throws AssertionError when one of them is bad
     */
    public static Configuration read(String text) {
        return read("f", text, Map.of());
    }

    /** {@return the same of several files, one after the other} */
    public static Configuration read(String file, String text, Map<String, String> included) {
        SendingLines lines = new SendingLines();
        lines.add(file, text);
        included.forEach(lines::add);
        Map<Setting<?>, Given<?>> given = new HashMap<>();
        lines.lines.forEach((setting, values) -> given.put(setting, given(setting, values)));
        return new Configuration(FILE, given);
    }

    /** The values come from that setting's type. */
    @SuppressWarnings("unchecked")
    private static <T> Given<T> given(Setting<T> setting, List<Located<?>> values) {
        return new Given<>(setting, (List<Located<T>>) (List<?>) values);
    }

    private void add(String file, String text) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                add(line.strip(), new ConfigLocation(file, number));
            }
        }
    }

    private void add(String line, ConfigLocation where) {
        String name = line.split(" ", 2)[0];
        Setting<?> setting = setting(name);
        switch (parsed(setting, line.substring(name.length()).strip())) {
            case Parsed.Good<List<?>>(var values) ->
                    values.forEach(value ->
                            lines.computeIfAbsent(setting, _ -> new ArrayList<>())
                                    .add(new Located<>(value, where)));
            case Parsed.Bad<List<?>>(var why) -> throw new AssertionError(where + ": " + why);
        }
    }

    private static <T> Parsed<List<?>> parsed(Setting<T> setting, String text) {
        return setting.type().read(text, FOLDER).map(values -> values);
    }

    /** {@return why a line is bad; empty when it is good} */
    public static String fault(String line) {
        String name = line.split(" ", 2)[0];
        return switch (parsed(setting(name), line.substring(name.length()).strip())) {
            case Parsed.Good<List<?>> _ -> "";
            case Parsed.Bad<List<?>>(var why) -> why;
        };
    }

    /** {@return a good line as it is written again} */
    public static String again(String line) {
        String name = line.split(" ", 2)[0];
        return name + " " + again(setting(name), line.substring(name.length()).strip());
    }

    private static <T> String again(Setting<T> setting, String text) {
        return switch (setting.type().read(text, FOLDER)) {
            case Parsed.Good<List<T>>(var values) -> setting.type().show(values.getFirst());
            case Parsed.Bad<List<T>>(var why) -> throw new AssertionError(text + ": " + why);
        };
    }

    private static Setting<?> setting(String name) {
        List<Setting<?>> own = new ArrayList<>(BindingSettings.TABLE.rows());
        own.addAll(SendingOptions.TABLE.rows());
        return own.stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .or(() -> Settings.named(name))
                .orElseThrow(() -> new AssertionError("no setting " + name));
    }
}
