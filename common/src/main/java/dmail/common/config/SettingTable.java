package dmail.common.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rows of the table of settings, in the order in which they are written down. */
final class SettingTable {
    private final List<Setting<?>> rows = new ArrayList<>();
    private String section = "";

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

    void add(Setting<?> setting) {
        rows.add(setting);
    }

    List<Setting<?>> rows() {
        return List.copyOf(rows);
    }
}
