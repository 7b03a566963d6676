package dmail.common.config;

import static dmail.common.config.type.SettingTypes.text;

/**
 * The rows of planned settings that DMail didn't have: their names are reserved, and they have no
 * effect.
 */
final class PlannedSettings {
    private static final String NOT_ASKED = "programs submit mail to this host";

    private PlannedSettings() {}

    static void addTo(SettingTable table) {
        table.section("Sending");
        lines(table, "submit_server", "<domain> <host>", NOT_ASKED, "Where programs submit mail.");
    }

    private static void lines(
            SettingTable table, String name, String syntax, String meanwhile, String what) {
        table.smtp(name, text(syntax)).ours().repeatable().notYet(meanwhile).does(what);
    }
}
