package dmail.setup.plan;

import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.FileSettings;
import dmail.common.config.ListeningSettings;
import dmail.common.config.LoggingSettings;
import dmail.common.config.RelaySettings;
import dmail.common.config.Setting;
import dmail.common.config.UserSettings;
import dmail.setup.ask.Draft;
import dmail.setup.ask.Key;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What dmail.conf has to say, by the answers. */
final class Wanted {
    private static final String NONE = "none";

    private final Draft draft;
    private final Map<Setting<?>, List<String>> values = new LinkedHashMap<>();

    private Wanted(Draft draft) {
        this.draft = draft;
    }

    /**
     * {@return values as they stand behind their settings' names; none where there must be none}
     */
    static Map<Setting<?>, List<String>> by(Draft draft) {
        Wanted wanted = new Wanted(draft);
        wanted.addDomains();
        wanted.addFolders();
        wanted.addUsers();
        wanted.addAccess();
        return wanted.values;
    }

    private void addDomains() {
        List<String> domains = new ArrayList<>(List.of(draft.value(Key.HOST_DOMAIN)));
        String others = draft.value(Key.OTHER_NAMES);
        if (!others.equals(NONE)) {
            domains.addAll(Arrays.asList(others.split(" ", -1)));
        }
        values.put(DomainSettings.HOST_DOMAIN, domains);
        put(DomainSettings.LOCAL_HOST, draft.value(Key.LOCAL_HOST));
        put(DomainSettings.SYSADMIN, draft.value(Key.SYSADMIN));
    }

    private void addFolders() {
        put(FileSettings.DROP_PATH, written(draft.value(Key.DROP_PATH)));
        put(FileSettings.WORK_PATH, written(draft.value(Key.WORK_PATH)));
        String logs = draft.value(Key.LOG_PATH);
        String user = draft.host().isRoot() ? draft.runAs() : "";
        boolean own = !user.isEmpty() && !user.equals("root");
        values.put(FileSettings.RUN_AS, own ? List.of(user) : List.of());
        values.put(
                LoggingSettings.LOG_PATH, logs.equals(NONE) ? List.of() : List.of(written(logs)));
    }

    private void addUsers() {
        put(UserSettings.AUTHENT_METHOD, draft.value(Key.AUTHENT_METHOD));
        if (draft.hasOwnUsers()) {
            put(UserSettings.USERS_FILE, written(usersFile(draft).toString()));
        }
    }

    private void addAccess() {
        put(RelaySettings.FORWARD_FROM_IP, draft.value(Key.FORWARD_FROM_IP));
        addPort(ListeningSettings.SMTP_PORT, draft.value(Key.SMTP_PORT));
        addPort(ListeningSettings.POP_PORT, draft.value(Key.POP_PORT));
        values.putAll(new WantedListeners(draft).values());
    }

    private void addPort(Setting<Integer> setting, String port) {
        if (!port.equals(setting.standardText()) || configuration().isSet(setting)) {
            put(setting, port);
        }
    }

    private void put(Setting<?> setting, String value) {
        values.put(setting, List.of(value));
    }

    private Configuration configuration() {
        return draft.facts().existing().configuration();
    }

    /** {@return where users are or will be} */
    static Path usersFile(Draft draft) {
        Path conf = draft.facts().existing().file();
        return draft.facts()
                .existing()
                .configuration()
                .find(UserSettings.USERS_FILE)
                .orElseGet(() ->
                        conf.getFileSystem().getPath(draft.value(Key.WORK_PATH), "nwauth.txt"));
    }

    private static String written(String path) {
        return path.matches("\\S+") ? path : '"' + path + '"';
    }
}
