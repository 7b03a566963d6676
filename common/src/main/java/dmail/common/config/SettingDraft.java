package dmail.common.config;

import dmail.common.config.Setting.Availability;
import dmail.common.config.Setting.TakesEffect;
import dmail.common.config.type.SettingType;
import java.util.Optional;
import java.util.Set;

/**
 * Builds a row of the table.
 *
 * @param <T> the type of the setting's value
 */
public final class SettingDraft<T> {
    final String section;
    final String name;
    final SettingType<T> type;
    final Set<Server> servers;
    Optional<T> standard = Optional.empty();
    String standardText = "";
    boolean repeatable;
    boolean ours;
    String decides = "";
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

    /** Its default. */
    public SettingDraft<T> otherwise(T value) {
        standard = Optional.of(value);
        return this;
    }

    /** What holds without a line, in words. */
    public SettingDraft<T> otherwiseText(String words) {
        standardText = words;
        return this;
    }

    /** Each of its lines counts. */
    public SettingDraft<T> repeatable() {
        repeatable = true;
        return this;
    }

    /** DMail didn't have it. */
    public SettingDraft<T> ours() {
        ours = true;
        return this;
    }

    /** A bad value could let somebody in, so the server must not start. */
    SettingDraft<T> opensAccess() {
        return decides("who gets in");
    }

    /**
     * A line that was ignored could do harm, so with a bad one the server must not start.
     *
     * @param what the line decides, a clause such as "who gets in"
     */
    public SettingDraft<T> decides(String what) {
        decides = what;
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

    /**
     * It has no effect yet.
     *
     * @param meanwhile what happens instead, a clause
     */
    public SettingDraft<T> notYet(String meanwhile) {
        availability = new Availability.NotYet(meanwhile);
        return this;
    }

    SettingDraft<T> retired(String instead) {
        availability = new Availability.Retired(instead);
        return this;
    }

    /** Completes the row with its description. */
    public Setting<T> does(String sentences) {
        description = sentences;
        Setting<T> setting = new Setting<>(this);
        table.add(setting);
        return setting;
    }
}
