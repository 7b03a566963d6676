package dmail.common.config;

import dmail.common.config.type.SettingType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of the table of settings; the sections are in the order of their first rows. */
final class SettingTable {
    private final Map<String, List<Setting<?>>> rows = new LinkedHashMap<>();
    private String section;

    /** Begins without sections. */
    SettingTable() {
        this("");
    }

    /** Makes an empty table whose first rows go into that section. */
    SettingTable(String section) {
        this.section = section;
    }

    void section(String heading) {
        section = heading;
    }

    <T> SettingDraft<T> both(String name, SettingType<T> type) {
        return new SettingDraft<>(this, section, name, type, Set.of(Server.DSMTP, Server.DPOP));
    }

    <T> SettingDraft<T> smtp(String name, SettingType<T> type) {
        return new SettingDraft<>(this, section, name, type, Set.of(Server.DSMTP));
    }

    <T> SettingDraft<T> pop(String name, SettingType<T> type) {
        return new SettingDraft<>(this, section, name, type, Set.of(Server.DPOP));
    }

    void addAll(SettingTable other) {
        other.rows().forEach(this::add);
    }

    void add(Setting<?> setting) {
        rows.computeIfAbsent(setting.section(), _ -> new ArrayList<>()).add(setting);
    }

    /** {@return all rows, section by section} */
    List<Setting<?>> rows() {
        List<Setting<?>> all = new ArrayList<>();
        rows.values().forEach(all::addAll);
        return List.copyOf(all);
    }
}
