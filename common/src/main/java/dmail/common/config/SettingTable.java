package dmail.common.config;

import dmail.common.config.type.SettingType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of the table of settings; the sections are in the order of their first rows. A package
 * that owns a part of dmail.conf has a table of its own.
 */
public final class SettingTable {
    private final Map<String, List<Setting<?>>> rows = new LinkedHashMap<>();
    private String section;

    /** Begins without sections. */
    SettingTable() {
        this("");
    }

    /** Makes an empty table whose first rows go into that section. */
    public SettingTable(String section) {
        this.section = section;
    }

    void section(String heading) {
        section = heading;
    }

    /** Begins a row of a setting that both servers read. */
    public <T> SettingDraft<T> both(String name, SettingType<T> type) {
        return new SettingDraft<>(this, section, name, type, Set.of(Server.DSMTP, Server.DPOP));
    }

    /** Begins a row of a setting that dsmtp reads. */
    public <T> SettingDraft<T> smtp(String name, SettingType<T> type) {
        return new SettingDraft<>(this, section, name, type, Set.of(Server.DSMTP));
    }

    /** Begins a row of a setting that dpop reads. */
    public <T> SettingDraft<T> pop(String name, SettingType<T> type) {
        return new SettingDraft<>(this, section, name, type, Set.of(Server.DPOP));
    }

    void addAll(SettingTable other) {
        other.rows().forEach(this::add);
    }

    void add(Setting<?> setting) {
        rows.computeIfAbsent(setting.section(), _ -> new ArrayList<>()).add(setting);
    }

    /** {@return all rows, section by section} */
    public List<Setting<?>> rows() {
        List<Setting<?>> all = new ArrayList<>();
        rows.values().forEach(all::addAll);
        return List.copyOf(all);
    }
}
