package dmail.common.config;

import dmail.common.config.type.SettingType;
import java.util.Optional;
import java.util.Set;

/**
 * One setting of dmail.conf: everything the reader, the reports and the manual page know of it.
 *
 * @param <T> its value
 */
public final class Setting<T> {
    /** Whether this version does anything with the setting. */
    public sealed interface Availability {
        /** It works as described. */
        record Served() implements Availability {}

        /**
         * The original had it, or our plan has; this version doesn't do it yet.
         *
         * @param meanwhile what happens instead, a clause
         */
        record NotYet(String meanwhile) implements Availability {}

        /**
         * It will never do anything again.
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

    /** {@return the heading under which manual pages and reports show it} */
    public String section() {
        return draft.section;
    }

    public SettingType<T> type() {
        return draft.type;
    }

    /** {@return the value without a line in dmail.conf, if there is one that never varies} */
    public Optional<T> standard() {
        return draft.standard;
    }

    /** {@return the default in words or as dmail.conf would hold it; empty when there is none} */
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

    /** {@return whether it is not one of the original's settings} */
    public boolean isOurs() {
        return draft.ours;
    }

    /** {@return whether a bad value could let someone in, so that the server mustn't start} */
    public boolean opensAccess() {
        return draft.opensAccess;
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

    /** {@return what it does, whole sentences} */
    public String description() {
        return draft.description;
    }

    @Override
    public String toString() {
        return name();
    }
}
