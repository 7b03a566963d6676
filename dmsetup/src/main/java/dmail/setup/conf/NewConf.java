package dmail.setup.conf;

import dmail.common.config.ControlSettings;
import dmail.common.config.DomainSettings;
import dmail.common.config.LimitSettings;
import dmail.common.config.ListeningSettings;
import dmail.common.config.LoggingSettings;
import dmail.common.config.QueueSettings;
import dmail.common.config.SendingSettings;
import dmail.common.config.Setting;
import dmail.common.config.Settings;
import dmail.setup.called.ProgramName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A dmail.conf for a site that has none, each line with what the table of settings says of it. */
public final class NewConf {
    private static final int WIDTH = 78;

    /** What many sites change later; their lines show the defaults. */
    private static final List<Setting<?>> SHOWN =
            List.of(
                    DomainSettings.VDOMAIN,
                    LimitSettings.MAX_SIZE,
                    LimitSettings.MAX_RCPTS,
                    QueueSettings.RETRY_INTERVAL,
                    QueueSettings.MAX_RETRYTIME,
                    SendingSettings.GATEWAY,
                    LoggingSettings.LOG_LEVEL,
                    ControlSettings.MANAGER_IP_ADDRESS,
                    ListeningSettings.SMTP_PORT,
                    ListeningSettings.POP_PORT);

    /** Lines without a default, so that their form is seen. */
    private static final Map<Setting<?>, String> EXAMPLES =
            Map.of(
                    DomainSettings.VDOMAIN,
                            "vdomain acme @acme.example acme.example /var/spool/dmail/acme",
                    SendingSettings.GATEWAY, "gateway * relay.example.net",
                    ControlSettings.MANAGER_IP_ADDRESS, "manager_ip_address 127.0.0.1");

    private final Map<Setting<?>, List<String>> values;
    private final List<String> lines = new ArrayList<>();
    private String section = "";

    private NewConf(Map<Setting<?>, List<String>> values) {
        this.values = values;
    }

    /**
     * {@return the text}
     *
     * @param values as they stand behind the settings' names
     */
    public static String text(String file, Map<Setting<?>, List<String>> values) {
        NewConf conf = new NewConf(values);
        conf.begin(file);
        Settings.all().forEach(conf::add);
        return String.join("\n", conf.lines) + "\n";
    }

    private void begin(String file) {
        comment(
                file
                        + ": what the mail servers dsmtp and dpop go by. "
                        + ProgramName.TEXT
                        + "(8) has written it.");
        lines.add("#");
        comment(
                "One setting a line; a comment has a line of its own. A line \"#name value\" shows"
                        + " a default or an example: take the # away to use it. Then: tellsmtp"
                        + " reload, and tellpop reload. \"dsmtp --check\" tells what is wrong with"
                        + " this file; dmail.conf(5) knows every setting.");
    }

    private void add(Setting<?> setting) {
        List<String> chosen = values.getOrDefault(setting, List.of());
        if (chosen.isEmpty() && !SHOWN.contains(setting)) {
            return;
        }
        if (!setting.section().equals(section)) {
            section = setting.section();
            lines.add("");
            lines.add("# ---- " + section);
        }
        lines.add("");
        comment(setting.description());
        chosen.forEach(value -> lines.add(setting.name() + " " + value));
        if (chosen.isEmpty()) {
            String standard = setting.name() + " " + setting.standardText();
            lines.add("#" + EXAMPLES.getOrDefault(setting, standard));
        }
    }

    private void comment(String text) {
        StringBuilder line = new StringBuilder("#");
        for (String word : text.split(" ", -1)) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(1);
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
    }
}
