package dmail.common.config;

import static dmail.common.config.type.SettingTypes.text;

import dmail.common.config.type.SettingTypes;

/**
 * The rows of planned settings that DMail didn't have: their names are reserved, and they have no
 * effect.
 */
final class PlannedSettings {
    private static final String PLACES =
            "the servers go on listening as smtp_port, pop_port and listen say";
    private static final String NOT_ASKED = "programs submit mail to this host";

    private PlannedSettings() {}

    static void addTo(SettingTable table) {
        addListening(table);
        addNames(table);
        addSending(table);
    }

    private static void addListening(SettingTable table) {
        table.section("Listening");
        lines(table, "port", "<name> <option> <value>", PLACES, "Defines a port by name.");
        lines(
                table,
                "ip",
                "<address> <option> <value>",
                PLACES,
                "Says which ports an address has.");
        table.both("services_file", SettingTypes.PATH)
                .ours()
                .notYet("ports are given as numbers")
                .does("A file of names of ports.");
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
