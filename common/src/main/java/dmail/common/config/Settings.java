package dmail.common.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of settings. Those in use are in one class for each section of the manual page; those
 * that are only recognised are in {@link UnservedSettings}, {@link PlannedSettings} and {@link
 * RetiredSettings}.
 */
public final class Settings {
    private static final List<Setting<?>> ROWS = rows();

    private static final Map<String, Setting<?>> BY_NAME =
            ROWS.stream().collect(Collectors.toUnmodifiableMap(Setting::name, Function.identity()));

    private Settings() {}

    /** {@return all settings, in the order of the manual page} */
    public static List<Setting<?>> all() {
        return ROWS;
    }

    private static List<Setting<?>> rows() {
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
        PlannedSettings.addTo(table);
        RetiredSettings.addTo(table);
        return table.rows();
    }

    /** {@return the setting of that name, in any letter case} */
    public static Optional<Setting<?>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }
}
