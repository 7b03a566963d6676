package dmail.common.admin;

import dmail.common.cli.ExitStatus;
import dmail.common.config.Configuration;
import dmail.common.config.Located;
import dmail.common.config.Setting;
import dmail.common.config.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows the current value of a setting of the running server. */
final class ConfigCommand {
    private static final String HIDDEN = "(not shown)";

    private ConfigCommand() {}

    static AdminReply reply(Configuration configuration, String name) {
        Optional<Setting<?>> setting = Settings.named(name.replace('-', '_'));
        return setting.map(known -> reply(rows(configuration, known)))
                .orElseGet(() -> unknown(name));
    }

    private static AdminReply unknown(String name) {
        return AdminReply.refused(ExitStatus.DATA_ERROR, "config: no setting is named " + name);
    }

    /**
     * One value.
     *
     * @param value as it would be written in dmail.conf
     * @param origin {@code file:line}, or why there is no line
     */
    private record Row(String name, String value, String origin) {
        private String text() {
            return name + " " + value + "  (" + origin + ")\n";
        }

        private Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("setting", name);
            fields.put("value", value);
            fields.put("origin", origin);
            return fields;
        }
    }

    private static AdminReply reply(List<Row> rows) {
        String text = rows.stream().map(Row::text).collect(Collectors.joining());
        return new AdminReply(
                ExitStatus.OK, text, Json.of(rows.stream().map(Row::fields).toList()));
    }

    private static <T> List<Row> rows(Configuration configuration, Setting<T> setting) {
        List<Located<T>> given = configuration.located(setting);
        if (given.isEmpty()) {
            return List.of(new Row(setting.name(), setting.standardText(), "default"));
        }
        // If a setting takes one value, only its last line counts.
        List<Located<T>> settings = setting.isRepeatable() ? given : List.of(given.getLast());
        return settings.stream().map(value -> row(setting, value)).toList();
    }

    private static <T> Row row(Setting<T> setting, Located<T> given) {
        String value = setting.isSecret() ? HIDDEN : setting.type().show(given.value());
        return new Row(setting.name(), value, given.location().toString());
    }
}
