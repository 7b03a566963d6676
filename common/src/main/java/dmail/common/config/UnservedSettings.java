package dmail.common.config;

import static dmail.common.config.type.SettingTypes.IP_PATTERNS;
import static dmail.common.config.type.SettingTypes.PATH;
import static dmail.common.config.type.SettingTypes.SWITCH;
import static dmail.common.config.type.SettingTypes.WILDCARDS;
import static dmail.common.config.type.SettingTypes.number;
import static dmail.common.config.type.SettingTypes.text;

import dmail.common.config.type.SettingTypes;

/** The rows of DMail's settings that this version recognises but doesn't support yet. */
final class UnservedSettings {
    private static final String NO_BOMBS = "mail bombs are not looked for";
    private static final String NOT_ASKED = "no blocklist is looked up";
    private static final String NOT_FILTERED = "mail is not filtered";

    private UnservedSettings() {}

    static void addTo(SettingTable table) {
        addDomainsAndFiles(table);
        addBans(table);
        addBombs(table);
        addBlackLists(table);
        addLogs(table);
    }

    private static void addDomainsAndFiles(SettingTable table) {
        table.section("Domains");
        table.smtp("alt_drop_path", text("<domain> <path>"))
                .repeatable()
                .notYet("the domain's drop files stay in drop_path; a vdomain line has its own")
                .does("Another folder for the drop files of one domain.");
        table.both("alias", text("<pattern>"))
                .repeatable()
                .notYet("name each further domain in a host_domain or vdomain line")
                .does("Further names of a virtual domain.");
    }

    private static void addBans(SettingTable table) {
        table.section("Bans and filters");
        table.smtp("fromip_max", number(0, Integer.MAX_VALUE))
                .notYet("max_sessions_per_ip limits a client")
                .does("The most mail taken from one address.");
        table.smtp("fromip_nolimit", IP_PATTERNS)
                .repeatable()
                .notYet("fromip_max limits no client")
                .does("Clients exempt from fromip_max.");
        for (String name : new String[] {"msg_filter", "mail_filter"}) {
            table.smtp(name, text("<rule>"))
                    .repeatable()
                    .notYet(NOT_FILTERED)
                    .does("A rule that filters mail.");
        }
        table.smtp("filter_file", PATH)
                .repeatable()
                .notYet(NOT_FILTERED)
                .does("A file of rules that filter mail.");
    }

    private static void addBombs(SettingTable table) {
        table.smtp("bomb_max", number(0, Integer.MAX_VALUE))
                .otherwise(50)
                .notYet(NO_BOMBS)
                .does("How many similar messages are not yet a mail bomb.");
        table.smtp("bomb_entries", number(0, Integer.MAX_VALUE))
                .otherwise(2000)
                .notYet(NO_BOMBS)
                .does("How many messages are compared.");
        table.smtp("bomb_dec", number(0, Integer.MAX_VALUE))
                .otherwise(50)
                .notYet(NO_BOMBS)
                .does("How much the counts fall at a time.");
        table.smtp("bomb_dir", PATH)
                .otherwiseText("bomb in work_path")
                .notYet(NO_BOMBS)
                .does("The folder in which mail bombs are kept.");
        table.smtp("bomb_exception_ip", IP_PATTERNS)
                .repeatable()
                .notYet(NO_BOMBS)
                .does("Clients exempt from the check for mail bombs.");
        for (String side : new String[] {"from", "to"}) {
            table.smtp("bomb_exception_" + side, WILDCARDS)
                    .repeatable()
                    .notYet(NO_BOMBS)
                    .does("Addresses exempt from the check for mail " + side + " them.");
        }
    }

    private static void addBlackLists(SettingTable table) {
        table.smtp("rbl_ban", SettingTypes.DOMAIN)
                .repeatable()
                .notYet(NOT_ASKED)
                .does("A DNS blocklist whose clients are refused when they connect.");
        table.smtp("rbl_reject", SettingTypes.DOMAIN)
                .repeatable()
                .notYet(NOT_ASKED)
                .does("A DNS blocklist whose clients are refused at each recipient.");
        table.smtp("rbl_vanish", SettingTypes.DOMAIN)
                .repeatable()
                .notYet(NOT_ASKED)
                .does("A DNS blocklist whose clients' mail is discarded.");
        table.smtp("rbl_except_ip", text("<list> <ip-pattern>"))
                .repeatable()
                .notYet(NOT_ASKED)
                .does("Clients exempt from a blocklist.");
        table.smtp("rbl_except_mail", text("<list> <pattern>"))
                .repeatable()
                .notYet(NOT_ASKED)
                .does("Senders exempt from a blocklist.");
        table.smtp("rbl_except_rcpt", text("<list> <pattern>"))
                .repeatable()
                .notYet(NOT_ASKED)
                .does("Recipients exempt from a blocklist.");
    }

    private static void addLogs(SettingTable table) {
        table.section("Logs");
        table.smtp("log_data", SWITCH)
                .notYet("the text of messages is not logged")
                .does("Whether the text of messages is logged.");
    }
}
