package dmail.common.config;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** The content of dmail.conf at the time it was read; immutable. */
public final class Configuration {
    private final Path file;
    private final Map<Setting<?>, Given<?>> given;
    private final Map<Path, BasicFileAttributes> files;

    /** The values of one setting, in the order of their lines. */
    public record Given<T>(Setting<T> setting, List<Located<T>> values) {
        public Given {
            values = values instanceof PackedLines<T> packed ? packed : List.copyOf(values);
        }
    }

    public Configuration(Path file, Map<Setting<?>, Given<?>> given) {
        this(file, given, Map.of());
    }

    /**
     * Makes a configuration that can be written back.
     *
     * @param files all files that it was read from, as they were just before
     */
    public Configuration(
            Path file, Map<Setting<?>, Given<?>> given, Map<Path, BasicFileAttributes> files) {
        this.file = file;
        this.given = Map.copyOf(given);
        this.files = Map.copyOf(files);
    }

    /** {@return the file it was read from} */
    public Path file() {
        return file;
    }

    /** {@return all files that it was read from, as they were just before} */
    public Map<Path, BasicFileAttributes> files() {
        return files;
    }

    /** {@return the settings of which there are lines} */
    public Set<Setting<?>> given() {
        return given.keySet();
    }

    /**
     * {@return the current value: the last one given, else the default}
     *
     * @throws NoSuchElementException when there is neither
     */
    public <T> T value(Setting<T> setting) {
        return find(setting)
                .orElseThrow(() -> new NoSuchElementException(setting.name() + " is not set"));
    }

    /** {@return the current value, or empty when the setting has neither a line nor a default} */
    public <T> Optional<T> find(Setting<T> setting) {
        List<Located<T>> lines = located(setting);
        return lines.isEmpty() ? setting.standard() : Optional.of(lines.getLast().value());
    }

    /** {@return the given values, in the order of their lines, without the default} */
    public <T> List<T> values(Setting<T> setting) {
        return located(setting).stream().map(Located::value).toList();
    }

    /** {@return the given values and their lines} */
    public <T> List<Located<T>> located(Setting<T> setting) {
        Given<?> found = given.get(setting);
        return found == null ? List.of() : valuesOf(found, setting);
    }

    /** Each Given is in the map under its own setting, so its values have that setting's type. */
    @SuppressWarnings("unchecked")
    private static <T> List<Located<T>> valuesOf(Given<?> found, Setting<T> setting) {
        assert found.setting() == setting;
        return ((Given<T>) found).values();
    }

    /** {@return whether there is a line of the setting} */
    public boolean isSet(Setting<?> setting) {
        return given.containsKey(setting);
    }

    /** {@return whether there is a line of a section of the manual page} */
    public boolean hasSection(String section) {
        for (Setting<?> setting : given.keySet()) {
            if (setting.section().equals(section)) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether there is a line of one of the settings} */
    public boolean isAnySet(Setting<?>... settings) {
        for (Setting<?> setting : settings) {
            if (isSet(setting)) {
                return true;
            }
        }
        return false;
    }

    public ConfigLocation wholeFile() {
        return new ConfigLocation(file.toString(), 0);
    }

    /** {@return this configuration without the other lines of a setting} */
    public <T> Configuration keeping(Setting<T> setting, LineChoice<T> good) {
        return with(setting, kept(located(setting), good));
    }

    private <T> Configuration with(Setting<T> setting, List<Located<T>> values) {
        Map<Setting<?>, Given<?>> changed = new HashMap<>(given);
        if (values.isEmpty()) {
            changed.remove(setting);
        } else {
            changed.put(setting, new Given<>(setting, values));
        }
        return new Configuration(file, changed, files);
    }

    /**
     * {@return this configuration with one more line of a setting; it stands where the first of
     * those stood that are not kept, else behind the others}
     */
    public <T> Configuration replacing(Setting<T> setting, LineChoice<T> kept, Located<T> added) {
        List<Located<T>> lines = located(setting);
        if (lines instanceof PackedLines<T> packed) {
            return with(setting, packed.replacing(kept, added));
        }
        List<Located<T>> changed = new ArrayList<>();
        int place = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (kept.takes(i, lines.get(i))) {
                changed.add(lines.get(i));
            } else if (place < 0) {
                place = changed.size();
            }
        }
        changed.add(place < 0 ? changed.size() : place, added);
        return with(setting, changed);
    }

    private static <T> List<Located<T>> kept(List<Located<T>> lines, LineChoice<T> good) {
        if (lines instanceof PackedLines<T> packed) {
            return packed.keeping(good);
        }
        List<Located<T>> kept = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (good.takes(i, lines.get(i))) {
                kept.add(lines.get(i));
            }
        }
        return kept;
    }

    @Override
    public String toString() {
        return "Configuration of " + file;
    }
}
