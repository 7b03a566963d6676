package dmail.common.config.type;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Times and sizes: a plain number is in the setting's own unit, a suffix names another. */
public final class MeasureTypes {
    private static final Map<String, Long> TIMES =
            Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86400L);
    private static final Map<String, Long> SIZES =
            Map.of(
                    "k", Size.KILO, "kb", Size.KILO, "m", Size.MEGA, "mb", Size.MEGA, "g",
                    Size.GIGA, "gb", Size.GIGA);

    private MeasureTypes() {}

    public static SettingType<Duration> seconds(Duration least, Duration most) {
        return time("<seconds>", 1, least, most);
    }

    public static SettingType<Duration> minutes(Duration least, Duration most) {
        return time("<minutes>", 60, least, most);
    }

    public static SettingType<Duration> hours(Duration least, Duration most) {
        return time("<hours>", 3600, least, most);
    }

    private static SettingType<Duration> time(
            String syntax, long unit, Duration least, Duration most) {
        return SettingType.word(
                syntax,
                (word, _) ->
                        Parsed.of(
                                Numbers.readWithUnit(word.toLowerCase(Locale.ROOT), unit, TIMES)
                                        .filter(seconds -> seconds >= least.toSeconds())
                                        .filter(seconds -> seconds <= most.toSeconds())
                                        .map(Duration::ofSeconds),
                                "not a time from "
                                        + inUnits(least.toSeconds(), unit)
                                        + " to "
                                        + inUnits(most.toSeconds(), unit)
                                        + ", in "
                                        + syntax.substring(1, syntax.length() - 1)
                                        + " or with s, m, h or d behind it"),
                value -> inUnits(value.toSeconds(), unit));
    }

    private static String inUnits(long seconds, long unit) {
        return seconds % unit == 0 ? Long.toString(seconds / unit) : seconds + "s";
    }

    public static SettingType<Size> kilobytes() {
        return size("<KB>", Size.KILO, "KB");
    }

    public static SettingType<Size> megabytes() {
        return size("<MB>", Size.MEGA, "MB");
    }

    private static SettingType<Size> size(String syntax, long unit, String unitName) {
        return SettingType.word(
                syntax,
                (word, _) ->
                        Parsed.of(
                                Numbers.readWithUnit(word.toLowerCase(Locale.ROOT), unit, SIZES)
                                        .map(Size::new),
                                "not a size in " + unitName + " or with k, m or g behind it"),
                value -> inUnits(value, unit));
    }

    private static String inUnits(Size size, long unit) {
        return size.octets() % unit == 0
                ? Long.toString(size.octets() / unit)
                : size.octets() / Size.KILO + "k";
    }
}
