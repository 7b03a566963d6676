package dmail.common.config;

import static dmail.common.config.type.SettingTypes.text;

/**
 * The rows of planned settings that DMail didn't have: their names are reserved, and they have no
 * effect.
 */
final class PlannedSettings {
    private static final String NOT_SENT = "mail is sent to all other hosts with the same options";

    private PlannedSettings() {}

    static void addTo(SettingTable table) {
        addBindings(table);
        addOptions(table);
    }

    private static void addBindings(SettingTable table) {
        table.section("Sending");
        lines(table, "binding", "<name> <option> <value>", NOT_SENT, "An identity for sending.");
        lines(
                table,
                "binding_group",
                "<name> <option> <value>",
                NOT_SENT,
                "Identities for sending that take turns.");
        lines(
                table,
                "bind_rule",
                "<key> <pattern>... use <name>",
                NOT_SENT,
                "Which mail is sent with which identity.");
        lines(table, "to_domain", "<pattern> <option>", NOT_SENT, "Options of some domains.");
        lines(table, "to_host", "<pattern> <option>", NOT_SENT, "Options of some hosts.");
        lines(table, "submit_server", "<domain> <host>", NOT_SENT, "Where programs submit mail.");
    }

    private static void addOptions(SettingTable table) {
        String[] names = {
            "bind_address",
            "bind_failure",
            "bounces_from",
            "connect_timeout",
            "default_binding",
            "ehlo_hostname",
            "generate_bounces",
            "max_deliveries_per_connection",
            "max_outbound_connections",
            "max_retries",
            "max_retry_interval",
            "message_expiration",
            "outbound_ipv4",
            "outbound_ipv6",
            "outbound_throttle_connections",
            "outbound_throttle_messages",
            "scope_max_outbound_connections",
            "server_max_outbound_connections",
            "suspend_delivery",
            "tls",
            "weight"
        };
        for (String name : names) {
            lines(table, name, "<value>", NOT_SENT, "An option of sending.");
        }
    }

    private static void lines(
            SettingTable table, String name, String syntax, String meanwhile, String what) {
        table.smtp(name, text(syntax)).ours().repeatable().notYet(meanwhile).does(what);
    }
}
