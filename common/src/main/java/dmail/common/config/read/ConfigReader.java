package dmail.common.config.read;

import dmail.common.config.ConfigProblems;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.Configuration.Given;
import dmail.common.config.DomainSettings;
import dmail.common.config.Server;
import dmail.common.config.Setting;
import dmail.common.config.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the lines of dmail.conf into a configuration. */
public final class ConfigReader {
    private final Path folder;
    private final Server server;
    private final List<Setting<?>> unread;
    private final ConfigProblems problems = new ConfigProblems();
    private final Map<Setting<?>, SettingLines<?>> lines = new LinkedHashMap<>();

    private ConfigReader(Path folder, Server server, List<Setting<?>> unread) {
        this.folder = folder;
        this.server = server;
        this.unread = unread;
    }

    /** Reads a file and the files it includes, for one server. Problems are part of the result. */
    public static ConfigReading read(Path file, Server server) {
        return read(file, server, List.of());
    }

    /**
     * Reads a file for a short-lived program, without the lines of a setting that it doesn't need
     * and that may have very many.
     */
    public static ConfigReading readWithout(Setting<?> unread, Path file, Server server) {
        return read(file, server, List.of(unread));
    }

    static ConfigReading read(Path file, Server server, List<Setting<?>> unread) {
        Path folder = file.toAbsolutePath().getParent();
        ConfigReader reader = new ConfigReader(folder == null ? file : folder, server, unread);
        return reader.readLines(file) ? reader.finish(file) : reader.nothing(file);
    }

    /** {@return whether the file could be read} */
    private boolean readLines(Path file) {
        try (ConfigFiles files = ConfigFiles.open(file, server, problems)) {
            Optional<ConfigLine> line = files.next();
            while (line.isPresent()) {
                take(line.get());
                line = files.next();
            }
            return files.isReadable();
        }
    }

    private void take(ConfigLine line) {
        Optional<Setting<?>> setting = Settings.named(line.name());
        if (setting.isPresent() && !unread.contains(setting.get())) {
            linesOf(setting.get()).take(line, folder);
        } else if (setting.isEmpty()) {
            problems.warning(line.location(), UnknownName.complaint(line.name()));
        }
    }

    private SettingLines<?> linesOf(Setting<?> setting) {
        return lines.computeIfAbsent(setting, _ -> new SettingLines<>(setting, server, problems));
    }

    private ConfigReading nothing(Path file) {
        return new ConfigReading(new Configuration(file, Map.of()), problems.all());
    }

    private ConfigReading finish(Path file) {
        Map<Setting<?>, Given<?>> given = new HashMap<>();
        lines.forEach((setting, itsLines) -> {
            Given<?> values = itsLines.finish();
            if (!values.values().isEmpty()) {
                given.put(setting, values);
            }
        });
        Configuration checked =
                ConfigChecks.check(
                        new Configuration(file, given),
                        server,
                        problems,
                        unread.contains(DomainSettings.VDOMAIN));
        return new ConfigReading(checked, problems.all());
    }
}
