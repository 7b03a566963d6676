package dmail.common.config;

import dmail.common.config.Setting.TakesEffect;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.binding.SendingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of settings. Those in use are in one class for each section of the manual page; those
 * that are only recognised are in {@link UnservedSettings} and {@link RetiredSettings}.
 */
public final class Settings {
    private static final List<Setting<?>> USUAL = usual();

    private static final Map<String, Setting<?>> BY_NAME = byName(USUAL);

    /** Few sites have lines of these, and the others do without their classes. */
    private static final class OfSending {
        static final List<Setting<?>> ALL = all();

        static final Map<String, Setting<?>> BY_NAME = byName(ALL);

        private static List<Setting<?>> all() {
            SettingTable table = new SettingTable();
            USUAL.forEach(table::add);
            table.addAll(BindingSettings.TABLE);
            table.addAll(SendingOptions.TABLE);
            return table.rows();
        }
    }

    private Settings() {}

    private static Map<String, Setting<?>> byName(List<Setting<?>> rows) {
        return rows.stream()
                .collect(Collectors.toUnmodifiableMap(Setting::name, Function.identity()));
    }

    /** {@return all settings, in the order of the manual page} */
    public static List<Setting<?>> all() {
        return OfSending.ALL;
    }

    /** {@return those whose lines need a restart; none of the options of sending does} */
    public static List<Setting<?>> onRestart() {
        List<Setting<?>> onRestart = new ArrayList<>();
        for (Setting<?> setting : USUAL) {
            if (setting.takesEffect() == TakesEffect.RESTART) {
                onRestart.add(setting);
            }
        }
        return onRestart;
    }

    private static List<Setting<?>> usual() {
        SettingTable table = new SettingTable();
        Stream.of(
                        DomainSettings.TABLE,
                        FileSettings.TABLE,
                        UserSettings.TABLE,
                        RelaySettings.TABLE,
                        RoutingSettings.TABLE,
                        ArchiveSettings.TABLE,
                        BanSettings.TABLE,
                        LimitSettings.TABLE,
                        QueueSettings.TABLE,
                        SendingSettings.TABLE,
                        LoggingSettings.TABLE,
                        ControlSettings.TABLE,
                        PopSettings.TABLE,
                        ListeningSettings.TABLE,
                        EncryptionSettings.TABLE)
                .forEach(table::addAll);
        UnservedSettings.addTo(table);
        RetiredSettings.addTo(table);
        return table.rows();
    }

    /** {@return the setting of that name, in any letter case} */
    public static Optional<Setting<?>> named(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        Setting<?> usual = BY_NAME.get(folded);
        return Optional.ofNullable(usual == null ? OfSending.BY_NAME.get(folded) : usual);
    }
}
