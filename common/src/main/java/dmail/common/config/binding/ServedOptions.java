package dmail.common.config.binding;

import dmail.common.config.Setting;

/**
 * The options of sending that have an effect. All others are read and checked, and each line of
 * them gets a warning: dmail.conf never promises what isn't done.
 */
public final class ServedOptions {
    /** What happens in place of the others, a clause. */
    public static final String MEANWHILE = "mail is sent as without it";

    private ServedOptions() {}

    /** {@return whether an option has an effect in scopes} */
    public static boolean has(Setting<?> option) {
        return has(option.name());
    }

    static boolean has(String option) {
        return switch (option) {
            case "bind_address",
                    "bind_failure",
                    "bounce_body",
                    "bounces_from",
                    "connect_timeout",
                    "data_timeout",
                    "delay_notice",
                    "ehlo_hostname",
                    "end_timeout",
                    "gateway",
                    "generate_bounces",
                    "greeting_timeout",
                    "helo_timeout",
                    "idle_timeout",
                    "mail_timeout",
                    "max_deliveries_per_connection",
                    "max_outbound_connections",
                    "max_retries",
                    "max_retry_interval",
                    "message_expiration",
                    "outbound_ipv4",
                    "outbound_ipv6",
                    "outbound_throttle_connections",
                    "outbound_throttle_messages",
                    "rcpt_timeout",
                    "remote_smtp_port",
                    "rest_after",
                    "retry_interval",
                    "scope_max_outbound_connections",
                    "server_max_outbound_connections",
                    "suspend_delivery",
                    "warm_up",
                    "weight" ->
                    true;
            default -> false;
        };
    }
}
