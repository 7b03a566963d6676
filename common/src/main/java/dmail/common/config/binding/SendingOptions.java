package dmail.common.config.binding;

import static dmail.common.config.type.MeasureTypes.seconds;
import static dmail.common.config.type.SettingTypes.number;

import dmail.common.address.EmailAddress;
import dmail.common.config.Setting;
import dmail.common.config.SettingDraft;
import dmail.common.config.SettingTable;
import dmail.common.config.binding.value.BindAddress;
import dmail.common.config.binding.value.BindFailure;
import dmail.common.config.binding.value.EhloName;
import dmail.common.config.binding.value.MaxRetries;
import dmail.common.config.binding.value.OptionTypes;
import dmail.common.config.binding.value.OutboundMode;
import dmail.common.config.binding.value.Rate;
import dmail.common.config.binding.value.RestAfter;
import dmail.common.config.binding.value.WarmUp;
import dmail.common.config.type.HostAndPort;
import dmail.common.config.type.SettingType;
import dmail.common.config.type.SettingTypes;
import java.time.Duration;
import java.util.List;

/**
 * The options of sending. Each may stand in scopes (see {@link BindOptions}); without one it holds
 * for all mail.
 */
public final class SendingOptions {
    /** The section of the manual page. */
    public static final String SECTION = "Options of sending";

    public static final SettingTable TABLE = new SettingTable(SECTION);

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration YEAR = Duration.ofDays(365);

    private static final int MOST_CONNECTIONS = 10_000;

    public static final Setting<BindAddress> BIND_ADDRESS =
            option("bind_address", OptionTypes.BIND_ADDRESS)
                    .repeatable()
                    .otherwiseText("the system chooses")
                    .does(
                            "The address of this machine from which connections are made. A second"
                                    + " line gives the address of the other family. * leaves the"
                                    + " choice to the system. It may not stand behind to_domain,"
                                    + " to_mx, to_host, domain or host.");

    public static final Setting<BindFailure> BIND_FAILURE =
            option("bind_failure", OptionTypes.BIND_FAILURE)
                    .otherwise(BindFailure.DEFER)
                    .does(
                            "What happens to mail while this machine lacks its bind_address:"
                                    + " defer lets it wait, next hands it to another member of the"
                                    + " binding's group, system sends it from an address that the"
                                    + " system chooses.");

    public static final Setting<OutboundMode> OUTBOUND_IPV4 =
            option("outbound_ipv4", OptionTypes.OUTBOUND_IPV4)
                    .otherwise(OutboundMode.SYSTEM)
                    .does(
                            "The IPv4 address from which mail of the binding default is sent:"
                                    + " system leaves it to the system; primary is the machine's"
                                    + " first one; same is the one at which the message was"
                                    + " received; domain is that of the sender's domain group or"
                                    + " virtual domain; rotate takes the first"
                                    + " of a list, and the next ones after a failure; bound sends by IPv4"
                                    + " only what has a binding with an IPv4 address; off sends"
                                    + " nothing by IPv4.");

    public static final Setting<OutboundMode> OUTBOUND_IPV6 =
            option("outbound_ipv6", OptionTypes.OUTBOUND_IPV6)
                    .otherwise(OutboundMode.SYSTEM)
                    .does("As outbound_ipv4, for IPv6.");

    public static final Setting<EhloName> EHLO_HOSTNAME =
            option("ehlo_hostname", OptionTypes.EHLO_NAME)
                    .otherwiseText("the name of the source address, else local_host")
                    .does(
                            "The name in EHLO. sender-domain is the domain of the message's"
                                    + " sender, machine is the name of this machine, reverse is the"
                                    + " name that a reverse look-up of the source address gives, if"
                                    + " that leads back to it.");

    public static final Setting<Boolean> GENERATE_BOUNCES =
            option("generate_bounces", SettingTypes.SWITCH)
                    .otherwise(true)
                    .does(
                            "Whether mail to other hosts that can't be delivered bounces. With"
                                    + " false there is only a log line, even if the sender asked"
                                    + " for a report. What can't be delivered on this host bounces"
                                    + " in any case.");

    public static final Setting<EmailAddress> BOUNCES_FROM =
            option("bounces_from", SettingTypes.ADDRESS)
                    .otherwiseText("postmaster at the first host_domain")
                    .does(
                            "The From header of bounces. Their reverse path is empty all the"
                                    + " same.");

    public static final Setting<Integer> MAX_OUTBOUND_CONNECTIONS =
            option("max_outbound_connections", number(1, MOST_CONNECTIONS))
                    .otherwise(32)
                    .does(
                            "How many connections each binding has to one domain at a time, idle"
                                    + " ones among them; behind to_mx, to all domains of the"
                                    + " pattern together; behind to_host and host, how many there"
                                    + " are to each host.");

    public static final Setting<Integer> SERVER_MAX_OUTBOUND_CONNECTIONS =
            option("server_max_outbound_connections", number(1, MOST_CONNECTIONS))
                    .otherwise(500)
                    .does(
                            "How many connections to other hosts there are at a time; behind"
                                    + " binding, how many this binding has, and behind"
                                    + " binding_group, each of its bindings. It may not stand"
                                    + " behind to_domain, to_mx, to_host, domain or host.");

    public static final Setting<Integer> SCOPE_MAX_OUTBOUND_CONNECTIONS =
            option("scope_max_outbound_connections", number(1, MOST_CONNECTIONS))
                    .otherwiseText("no limit")
                    .does(
                            "How many connections there are at a time for all mail of the scope"
                                    + " in which the line stands, whatever binding it has.");

    public static final Setting<Rate> OUTBOUND_THROTTLE_MESSAGES =
            option("outbound_throttle_messages", OptionTypes.RATE)
                    .otherwiseText("no limit")
                    .does(
                            "How many messages are sent: 60/3 is at most 60 in any 3 seconds, 20"
                                    + " is at most 20 in any second. All mail that the same line"
                                    + " holds for shares this number.");

    public static final Setting<Rate> OUTBOUND_THROTTLE_CONNECTIONS =
            option("outbound_throttle_connections", OptionTypes.RATE)
                    .otherwiseText("no limit")
                    .does(
                            "How many connections are begun, in the form of"
                                    + " outbound_throttle_messages.");

    public static final Setting<Integer> MAX_DELIVERIES_PER_CONNECTION =
            option("max_deliveries_per_connection", number(1, 1_000_000))
                    .otherwiseText("no limit")
                    .does("How many messages are sent over one connection.");

    public static final Setting<Duration> MAX_RETRY_INTERVAL =
            option("max_retry_interval", seconds(SECOND, WEEK))
                    .otherwise(Duration.ofHours(12))
                    .does(
                            "The longest time between two attempts. With this line, or with a"
                                    + " retry_interval line in a scope, the time between attempts"
                                    + " begins with retry_interval and doubles after each one;"
                                    + " equal values make it fixed.");

    public static final Setting<MaxRetries> MAX_RETRIES =
            option("max_retries", OptionTypes.MAX_RETRIES)
                    .otherwise(MaxRetries.NO_LIMIT)
                    .does(
                            "How many attempts there are in all before a message bounces. auto"
                                    + " and none set no number, so that message_expiration ends"
                                    + " them.");

    public static final Setting<Duration> MESSAGE_EXPIRATION =
            option("message_expiration", seconds(SECOND, YEAR))
                    .otherwiseText("max_retrytime")
                    .does("How long a message is retried before it bounces.");

    public static final Setting<Duration> DELAY_NOTICE =
            option("delay_notice", seconds(Duration.ZERO, YEAR))
                    .otherwise(Duration.ofHours(4))
                    .does(
                            "After what time in the queue the sender is told, once for each"
                                    + " recipient, that a message is delayed: when the next attempt"
                                    + " fails. 0 means never.");

    public static final Setting<Boolean> SUSPEND_DELIVERY =
            option("suspend_delivery", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does("Whether mail is taken and not sent, until this is false again.");

    public static final Setting<RestAfter> REST_AFTER =
            option("rest_after", OptionTypes.REST_AFTER)
                    .otherwiseText("never")
                    .does(
                            "After how many refusals (421, or codes 4.7.x and 5.7.x) in a row of a"
                                    + " domain to one source this source sends nothing to that"
                                    + " domain, and for how many seconds.");

    public static final Setting<WarmUp> WARM_UP =
            option("warm_up", OptionTypes.WARM_UP)
                    .otherwiseText("no limit")
                    .does(
                            "How many messages a binding takes in a day or an hour, for a new"
                                    + " address. Further ones go to other members of its group;"
                                    + " outside a group they wait.");

    public static final Setting<Integer> WEIGHT =
            option("weight", number(0, 1000))
                    .otherwiseText("1")
                    .does(
                            "How much of its group's mail a member takes, compared with the"
                                    + " others. With 0 it takes nothing new. It stands only behind"
                                    + " a member of a binding_group.");

    /** Its place is kept for the policy of encryption. */
    public static final Setting<String> TLS =
            TABLE.smtp("tls", SettingTypes.text("<policy>"))
                    .ours()
                    .notYet("mail is encrypted for each host that offers it")
                    .does("Whether mail must be encrypted.");

    /** A {@code gateway} line without a scope has two lists; this one is not of the table. */
    public static final Setting<HostAndPort> GATEWAY_HOST =
            new SettingTable(SECTION)
                    .smtp("gateway", HostAndPort.HOST)
                    .ours()
                    .does("A host to which mail is sent instead of the domain's MX hosts.");

    public static final Setting<Duration> CONNECT_TIMEOUT =
            timeout("connect", 30, "for a connection to be accepted");

    public static final Setting<Duration> GREETING_TIMEOUT =
            timeout("greeting", 300, "for the greeting");

    public static final Setting<Duration> HELO_TIMEOUT =
            timeout("helo", 300, "for the reply to EHLO or HELO");

    public static final Setting<Duration> MAIL_TIMEOUT =
            timeout("mail", 300, "for the reply to MAIL, and to RSET before it");

    public static final Setting<Duration> RCPT_TIMEOUT =
            timeout("rcpt", 300, "for the reply to RCPT");

    public static final Setting<Duration> DATA_TIMEOUT =
            timeout("data", 120, "for the reply to DATA");

    public static final Setting<Duration> END_TIMEOUT =
            timeout("end", 600, "for the reply to the end of a message");

    public static final Setting<Duration> IDLE_TIMEOUT =
            timeout(
                    "idle",
                    3,
                    "for the next message on an open connection, used for 5 minutes at most");

    private SendingOptions() {}

    private static <T> SettingDraft<T> option(String name, SettingType<T> type) {
        return TABLE.smtp(name, type).ours();
    }

    private static Setting<Duration> timeout(String what, int usual, String purpose) {
        SettingType<Duration> type = seconds(SECOND, HOUR);
        return option(what + "_timeout", type)
                .otherwise(Duration.ofSeconds(usual))
                .does("How long dsmtp waits " + purpose + ".");
    }

    /** {@return the time-outs of connections to other hosts} */
    public static List<Setting<?>> timeouts() {
        return List.of(
                CONNECT_TIMEOUT,
                GREETING_TIMEOUT,
                HELO_TIMEOUT,
                MAIL_TIMEOUT,
                RCPT_TIMEOUT,
                DATA_TIMEOUT,
                END_TIMEOUT,
                IDLE_TIMEOUT);
    }
}
