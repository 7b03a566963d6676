package dmail.common.config;

import dmail.common.config.type.SettingType;
import java.util.Optional;
import java.util.Set;

/**
 * A setting of dmail.conf, as the reader, the reports and the manual page need it.
 *
 * @param <T> the type of its value
 */
public final class Setting<T> {
    /** Whether the setting has an effect in this version. */
    public sealed interface Availability {
        /** It has the effect described. */
        record Served() implements Availability {}

        /**
         * DMail had it, or it is planned; it has no effect yet.
         *
         * @param meanwhile what happens instead, a clause
         */
        record NotYet(String meanwhile) implements Availability {}

        /**
         * It will never have an effect again.
         *
         * @param instead why not, and what to use instead, a clause
         */
        record Retired(String instead) implements Availability {}
    }

    /** When a changed value takes effect. */
    public enum TakesEffect {
        RELOAD,
        RESTART
    }

    private final SettingDraft<T> draft;

    Setting(SettingDraft<T> draft) {
        this.draft = draft;
    }

    public String name() {
        return draft.name;
    }

    /** {@return the section of manual pages and reports that shows it} */
    public String section() {
        return draft.section;
    }

    public SettingType<T> type() {
        return draft.type;
    }

    /** {@return the default, if there is a fixed one} */
    public Optional<T> standard() {
        return draft.standard;
    }

    /** {@return the default in words or as in dmail.conf; empty when there is none} */
    public String standardText() {
        return draft.standard.map(draft.type::show).orElse(draft.standardText);
    }

    /** {@return the servers that read it} */
    public Set<Server> servers() {
        return draft.servers;
    }

    public boolean isRepeatable() {
        return draft.repeatable;
    }

    /** {@return whether DMail didn't have it} */
    public boolean isOurs() {
        return draft.ours;
    }

    /**
     * {@return what its lines decide, a clause such as "who gets in", if ignoring a bad one could
     * do harm, so that the server must not start; else empty}
     */
    public String decides() {
        return draft.decides;
    }

    /** {@return whether the value must not be shown} */
    public boolean isSecret() {
        return draft.secret;
    }

    public TakesEffect takesEffect() {
        return draft.takesEffect;
    }

    public Availability availability() {
        return draft.availability;
    }

    /** {@return its effect, in whole sentences} */
    public String description() {
        return draft.description;
    }

    @Override
    public String toString() {
        return name();
    }
}
