package dmail.common.config;

import dmail.common.config.Setting.Availability;
import dmail.common.config.Setting.TakesEffect;
import dmail.common.config.type.SettingType;
import java.util.Optional;
import java.util.Set;

/** Builds a row of the table. */
final class SettingDraft<T> {
    final String section;
    final String name;
    final SettingType<T> type;
    final Set<Server> servers;
    Optional<T> standard = Optional.empty();
    String standardText = "";
    boolean repeatable;
    boolean ours;
    boolean opensAccess;
    boolean secret;
    TakesEffect takesEffect = TakesEffect.RELOAD;
    Availability availability = new Availability.Served();
    String description = "";

    private final SettingTable table;

    SettingDraft(
            SettingTable table,
            String section,
            String name,
            SettingType<T> type,
            Set<Server> servers) {
        this.table = table;
        this.section = section;
        this.name = name;
        this.type = type;
        this.servers = servers;
    }

    SettingDraft<T> otherwise(T value) {
        standard = Optional.of(value);
        return this;
    }

    SettingDraft<T> otherwiseText(String words) {
        standardText = words;
        return this;
    }

    SettingDraft<T> repeatable() {
        repeatable = true;
        return this;
    }

    SettingDraft<T> ours() {
        ours = true;
        return this;
    }

    SettingDraft<T> opensAccess() {
        opensAccess = true;
        return this;
    }

    SettingDraft<T> secret() {
        secret = true;
        return this;
    }

    SettingDraft<T> onRestart() {
        takesEffect = TakesEffect.RESTART;
        return this;
    }

    SettingDraft<T> notYet(String meanwhile) {
        availability = new Availability.NotYet(meanwhile);
        return this;
    }

    SettingDraft<T> retired(String instead) {
        availability = new Availability.Retired(instead);
        return this;
    }

    /** Completes the row with its description. */
    Setting<T> does(String sentences) {
        description = sentences;
        Setting<T> setting = new Setting<>(this);
        table.add(setting);
        return setting;
    }
}
