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
        addNames(table);
        addSending(table);
    }

    private static void addNames(SettingTable table) {
        table.section("Domains");
        table.both("domain_group", text("<group> <option> <value>"))
                .ours()
                .repeatable()
                .notYet("all domains have the same addresses and greeting")
                .does("Gives some domains addresses, names and greetings of their own.");
        table.section("Listening");
        table.smtp("smtp_greeting", text("<text>"))
                .ours()
                .notYet("the greeting is the usual one")
                .does("The text of the SMTP greeting.");
        table.pop("pop_greeting", text("<text>"))
                .ours()
                .notYet("the greeting is the usual one")
                .does("The text of the POP3 greeting.");
    }

    private static void addSending(SettingTable table) {
        table.section("Sending");
        lines(table, "submit_server", "<domain> <host>", NOT_ASKED, "Where programs submit mail.");
    }

    private static void lines(
            SettingTable table, String name, String syntax, String meanwhile, String what) {
        table.smtp(name, text(syntax)).ours().repeatable().notYet(meanwhile).does(what);
    }
}
