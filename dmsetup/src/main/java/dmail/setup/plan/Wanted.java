package dmail.setup.plan;

import dmail.common.config.Configuration;
import dmail.common.config.Setting;
import dmail.common.config.Settings;
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
        values.put(Settings.HOST_DOMAIN, domains);
        put(Settings.LOCAL_HOST, draft.value(Key.LOCAL_HOST));
        put(Settings.SYSADMIN, draft.value(Key.SYSADMIN));
    }

    private void addFolders() {
        put(Settings.DROP_PATH, written(draft.value(Key.DROP_PATH)));
        put(Settings.WORK_PATH, written(draft.value(Key.WORK_PATH)));
        String logs = draft.value(Key.LOG_PATH);
        values.put(Settings.LOG_PATH, logs.equals(NONE) ? List.of() : List.of(written(logs)));
    }

    private void addUsers() {
        put(Settings.AUTHENT_METHOD, draft.value(Key.AUTHENT_METHOD));
        if (draft.hasOwnUsers()) {
            put(Settings.USERS_FILE, written(usersFile(draft).toString()));
        }
    }

    private void addAccess() {
        put(Settings.FORWARD_FROM_IP, draft.value(Key.FORWARD_FROM_IP));
        addPort(Settings.SMTP_PORT, draft.value(Key.SMTP_PORT));
        addPort(Settings.POP_PORT, draft.value(Key.POP_PORT));
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
                .find(Settings.USERS_FILE)
                .orElseGet(() ->
                        conf.getFileSystem().getPath(draft.value(Key.WORK_PATH), "nwauth.txt"));
    }

    private static String written(String path) {
        return path.matches("\\S+") ? path : '"' + path + '"';
    }
}
