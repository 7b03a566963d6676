package dmail.common.config;

import dmail.common.config.type.SettingTypes;

/** The rows of DMail's settings that will never have an effect again, and why. */
final class RetiredSettings {
    private static final String NO_LISTS =
            "mailing lists are not part of this suite; forward list addresses to a list server";
    private static final String LIST_GONE =
            "the blocklist that it looked up ended long ago; rbl_reject is for today's";

    private RetiredSettings() {}

    static void addTo(SettingTable table) {
        addFilesAndUsers(table);
        addBlackLists(table);
        addControl(table);
        addLists(table);
    }

    private static void addFilesAndUsers(SettingTable table) {
        table.section("Domains");
        table.pop("dpop_host", SettingTypes.ANYTHING)
                .retired("host_domain names the main domain, and tellpop finds dpop by work_path")
                .does("Was dpop's host and, before 2.7, the main domain.");
        table.section("Files");
        table.pop("dpop_path", SettingTypes.ANYTHING)
                .retired("the programs know where they are installed")
                .does("Was the folder in which dpop is installed.");
        table.both("dwatch_path", SettingTypes.ANYTHING)
                .retired("systemd, or whatever starts the servers, restarts them as well")
                .does("Was the folder of the program that restarted the servers.");
        table.section("Users");
        table.both("allow_dds", SettingTypes.ANYTHING)
                .retired("names with .. in them led out of the mail folders and are refused")
                .does("Allowed ../ in user names.");
        table.both("allow_ip", SettingTypes.ANYTHING)
                .retired("nothing tells what it did; see ban_ip and user_ip_address")
                .does("Stood in the original's list without an explanation.");
    }

    private static void addBlackLists(SettingTable table) {
        table.section("Bans and filters");
        for (String list : new String[] {"orbs", "maps"}) {
            addBlackList(table, list);
        }
    }

    private static void addBlackList(SettingTable table, String list) {
        table.smtp(list + "_action", SettingTypes.ANYTHING)
                .retired(LIST_GONE)
                .does("Was what happened to clients on the blocklist.");
        for (String part : new String[] {"exception", "envelope", "rcpt", "mail"}) {
            table.smtp(list + "_" + part, SettingTypes.ANYTHING)
                    .repeatable()
                    .retired(LIST_GONE)
                    .does("Exempted clients or addresses from " + list + "_action.");
        }
    }

    private static void addControl(SettingTable table) {
        table.section("Control");
        table.pop("manager_password", SettingTypes.ANYTHING)
                .secret()
                .retired("tellpop needs no password on this machine; take the line out")
                .does("Was tellpop's password, before 2.0.");
        table.section("POP3");
        table.pop("imapd_include_level", SettingTypes.ANYTHING)
                .retired("IMAP is not part of this suite")
                .does("Was how deep the IMAP server followed #include.");
    }

    private static void addLists(SettingTable table) {
        table.section("Mailing lists");
        table.smtp("list", SettingTypes.ANYTHING)
                .repeatable()
                .retired(NO_LISTS)
                .does("Opened the section of a mailing list.");
        String[] names = {
            "dlist_path",
            "dlist_domain",
            "dlist_loglvl",
            "dlist_rotate",
            "dlist_smtp_host",
            "dlist_accept_from_request",
            "dlist_names",
            "dlist_web_abs"
        };
        for (String name : names) {
            table.smtp(name, SettingTypes.ANYTHING)
                    .retired(NO_LISTS)
                    .does("Belonged to the original's list server.");
        }
    }
}
