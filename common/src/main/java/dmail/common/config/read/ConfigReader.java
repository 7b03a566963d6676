package dmail.common.config.read;

import dmail.common.config.ConfigLocation;
import dmail.common.config.ConfigProblems;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.Configuration.Given;
import dmail.common.config.DomainSettings;
import dmail.common.config.Server;
import dmail.common.config.Setting;
import dmail.common.config.Settings;
import dmail.common.config.binding.BindingSettings;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the lines of dmail.conf into a configuration. */
public final class ConfigReader {
    private final Path folder;
    private final Server server;
    private final Set<Setting<?>> unread;
    private final ConfigProblems problems = new ConfigProblems();
    private final Map<Setting<?>, SettingLines<?>> lines = new LinkedHashMap<>();
    private Map<Path, BasicFileAttributes> files = Map.of();

    private ConfigReader(Path folder, Server server, Set<Setting<?>> unread) {
        this.folder = folder;
        this.server = server;
        this.unread = unread;
    }

    /** Reads a file and the files it includes, for one server. Problems are part of the result. */
    public static ConfigReading read(Path file, Server server) {
        return read(file, server, Set.of());
    }

    /**
     * Reads a file for a short-lived program: without the lines that only a server needs and of
     * which there may be very many, those of virtual domains and of bindings.
     */
    public static ConfigReading readForTool(Path file, Server server) {
        Set<Setting<?>> unread = new HashSet<>(BindingSettings.scoped());
        unread.add(BindingSettings.BIND_RULE);
        unread.add(DomainSettings.VDOMAIN);
        return read(file, server, unread);
    }

    static ConfigReading read(Path file, Server server, Set<Setting<?>> unread) {
        ConfigReader reader = new ConfigReader(folder(file), server, unread);
        return reader.readLines(file) ? reader.finish(file) : reader.nothing(file);
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }

    /**
     * {@return what a line of the console says, as if it stood in the file}
     *
     * @param file for relative paths
     * @param where what it is called in messages
     */
    public static ConfigReading readLine(
            String line, ConfigLocation where, Path file, Server server) {
        ConfigReader reader = new ConfigReader(folder(file), server, Set.of());
        ConfigLine read = ConfigLine.of(where, line);
        if (Settings.named(read.name()).isEmpty()) {
            reader.problems.error(where, UnknownName.complaint(read.name()));
        } else {
            reader.take(read);
        }
        return new ConfigReading(reader.given(file), reader.problems.all());
    }

    /**
     * {@return the lines of a configuration that hold, when some have been changed}
     *
     * @param onlySending whether only lines of bindings and of sending have been
     */
    public static ConfigReading check(Configuration changed, Server server, boolean onlySending) {
        ConfigProblems problems = new ConfigProblems();
        Configuration checked =
                onlySending
                        ? ConfigChecks.checkSending(changed, server, problems)
                        : ConfigChecks.check(changed, server, problems, false);
        return new ConfigReading(checked, problems.all());
    }

    /** {@return whether the file could be read} */
    private boolean readLines(Path file) {
        try (ConfigFiles opened = ConfigFiles.open(file, server, problems)) {
            Optional<ConfigLine> line = opened.next();
            while (line.isPresent()) {
                take(line.get());
                line = opened.next();
            }
            this.files = opened.seen();
            return opened.isReadable();
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

    private Configuration given(Path file) {
        Map<Setting<?>, Given<?>> given = new HashMap<>();
        lines.forEach((setting, itsLines) -> {
            Given<?> values = itsLines.finish();
            if (!values.values().isEmpty()) {
                given.put(setting, values);
            }
        });
        return new Configuration(file, given, files);
    }

    private ConfigReading finish(Path file) {
        Configuration checked =
                ConfigChecks.check(given(file), server, problems, !unread.isEmpty());
        return new ConfigReading(checked, problems.all());
    }
}
