package dmail.common.config;

import dmail.common.config.Setting.Availability;
import dmail.common.config.type.Shown;
import java.util.ArrayList;
import java.util.List;

/** Writes a configuration in the form of dmail.conf. */
public final class ConfigReport {
    private final Configuration configuration;
    private final List<String> lines = new ArrayList<>();

    private ConfigReport(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * {@return the settings that differ from their defaults, as lines of dmail.conf; a comment
     * before each has its file and line}
     */
    public static List<String> changed(Configuration configuration) {
        ConfigReport report = new ConfigReport(configuration);
        Settings.all().stream()
                .filter(setting -> differs(configuration, setting))
                .forEach(report::given);
        return List.copyOf(report.lines);
    }

    /** {@return all settings as lines of dmail.conf; those without a value are comments} */
    public static List<String> all(Configuration configuration) {
        ConfigReport report = new ConfigReport(configuration);
        String section = "";
        for (Setting<?> setting : Settings.all()) {
            if (!setting.section().equals(section)) {
                section = setting.section();
                report.heading(section);
            }
            report.one(setting);
        }
        return List.copyOf(report.lines);
    }

    /** {@return one setting as lines of dmail.conf} */
    public static List<String> one(Configuration configuration, Setting<?> setting) {
        ConfigReport report = new ConfigReport(configuration);
        report.one(setting);
        return List.copyOf(report.lines);
    }

    private static <T> boolean differs(Configuration configuration, Setting<T> setting) {
        List<T> given = configuration.values(setting);
        return !given.isEmpty()
                && !given.equals(setting.standard().map(List::of).orElse(List.of()));
    }

    private void heading(String section) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add("# ---- " + section);
    }

    private void one(Setting<?> setting) {
        if (configuration.isSet(setting)) {
            given(setting);
        } else {
            standard(setting);
        }
    }

    private <T> void given(Setting<T> setting) {
        String before = "";
        for (Located<T> value : configuration.located(setting)) {
            String location = "# " + Shown.plainWhole(value.location().toString());
            if (!location.equals(before)) {
                lines.add(location);
                before = location;
            }
            lines.add(
                    setting.isSecret()
                            ? "# " + setting + " is set and not shown"
                            : line(setting, value.value()));
        }
    }

    private static <T> String line(Setting<T> setting, T value) {
        String text = setting.type().show(value);
        return text.isEmpty() ? setting.name() : setting.name() + " " + text;
    }

    private <T> void standard(Setting<T> setting) {
        if (setting.availability() instanceof Availability.Served
                && setting.standard().isPresent()) {
            lines.add("# default");
            lines.add(line(setting, setting.standard().get()));
        } else {
            lines.add("# " + setting + " is not set" + remark(setting));
        }
    }

    private static String remark(Setting<?> setting) {
        return switch (setting.availability()) {
            case Availability.Served() ->
                    setting.standardText().isEmpty() ? "" : ": " + setting.standardText();
            case Availability.NotYet _ -> " and not served yet";
            case Availability.Retired _ -> " and no longer does anything";
        };
    }
}
