package dmail.common.config.runtime;

import dmail.common.config.ConfigLocation;
import dmail.common.config.Configuration;
import dmail.common.config.Located;
import dmail.common.config.Setting;
import dmail.common.config.edit.LinePlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where the changes of the console stand when they are written into the configuration's files. */
public final class Writeback {
    private final Configuration read;
    private final Configuration current;
    private final SortedMap<Path, LinePlan> plans = new TreeMap<>();

    private final List<Insertion> insertions = new ArrayList<>();

    /**
     * A line that takes no other's place.
     *
     * @param number that it has at the console
     * @param behind empty for the end of dmail.conf
     */
    private record Insertion(int number, Optional<ConfigLocation> behind, String text) {}

    private Writeback(Configuration read, Configuration current) {
        this.read = read;
        this.current = current;
    }

    /**
     * {@return what is to be changed in which files}
     *
     * @param read as the files have it
     * @param current with the lines of the console
     * @param settings those that may differ
     */
    public static SortedMap<Path, LinePlan> plan(
            Configuration read, Configuration current, Collection<Setting<?>> settings) {
        Writeback writeback = new Writeback(read, current);
        for (Setting<?> setting : settings) {
            writeback.add(setting);
        }
        // Those at the end of the file are of many settings, and stand there as they were given.
        writeback.insertions.sort(Comparator.comparingInt(Insertion::number));
        writeback.insertions.forEach(writeback::add);
        return writeback.plans;
    }

    private LinePlan in(Path file) {
        return plans.computeIfAbsent(file, _ -> new LinePlan());
    }

    private LinePlan in(ConfigLocation line) {
        return in(read.file().getFileSystem().getPath(line.file()));
    }

    private <T> void add(Setting<T> setting) {
        Changes<T> changes = new Changes<>(setting, read.located(setting));
        for (Located<T> line : current.located(setting)) {
            changes.take(line);
        }
        changes.end();
        changes.replaced.forEach((line, texts) -> in(line).replace(line.line(), texts));
        InsertionPlace<T> place = new InsertionPlace<>(setting, read.located(setting));
        for (Located<T> line : changes.fresh) {
            insertions.add(
                    new Insertion(
                            line.location().line(),
                            place.behind(line.value()),
                            LineIdentity.text(setting, line.value())));
        }
    }

    private void add(Insertion insertion) {
        insertion
                .behind()
                .ifPresentOrElse(
                        last -> in(last).addBehind(last.line(), insertion.text()),
                        () -> in(read.file()).addLast(insertion.text()));
    }

    /**
     * What differs between two lists of lines. Those that are in both have the same order, so what
     * is new between two of them is compared with what is gone there.
     */
    private static final class Changes<T> {
        private final Setting<T> setting;
        private final List<Located<T>> before;

        /** What then stands in a line; nothing takes it out. */
        private final Map<ConfigLocation, List<String>> replaced = new LinkedHashMap<>();

        private final List<Located<T>> fresh = new ArrayList<>();
        private final List<Located<T>> here = new ArrayList<>();

        /** Those of {@link #before} that belong to one line, with several values maybe. */
        private final Map<ConfigLocation, List<String>> kept = new LinkedHashMap<>();

        private final List<ConfigLocation> touched = new ArrayList<>();
        private int at;

        Changes(Setting<T> setting, List<Located<T>> before) {
            this.setting = setting;
            this.before = before;
        }

        void take(Located<T> line) {
            if (LineIdentity.isOfConsole(line)) {
                here.add(line);
                return;
            }
            int next = at;
            while (!isSame(before.get(next), line)) {
                next++;
            }
            gap(next);
            keep(line.location(), line.value());
            at = next + 1;
        }

        void end() {
            gap(before.size());
            touched.forEach(line -> replaced.put(line, kept.getOrDefault(line, List.of())));
        }

        private boolean isSame(Located<T> one, Located<T> other) {
            return one.location().equals(other.location())
                    && setting.type().show(one.value()).equals(setting.type().show(other.value()));
        }

        private void keep(ConfigLocation line, T value) {
            kept.computeIfAbsent(line, _ -> new ArrayList<>())
                    .add(LineIdentity.text(setting, value));
        }

        /** Between two lines that stay. */
        private void gap(int end) {
            for (Located<T> gone : before.subList(at, end)) {
                touched.add(gone.location());
                for (int i = 0; i < here.size(); i++) {
                    if (LineIdentity.isInPlaceOf(setting, here.get(i).value(), gone.value())) {
                        keep(gone.location(), here.remove(i).value());
                        break;
                    }
                }
            }
            fresh.addAll(here);
            here.clear();
        }
    }
}
