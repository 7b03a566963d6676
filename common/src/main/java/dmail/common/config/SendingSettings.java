package dmail.common.config;

import static dmail.common.config.type.MeasureTypes.seconds;
import static dmail.common.config.type.SettingTypes.number;

import dmail.common.config.type.GatewayLine;
import dmail.common.config.type.GatewayType;
import dmail.common.config.type.HostAndPort;
import dmail.common.config.type.SettingTypes;
import java.time.Duration;

/**
 * The settings of the section Sending to other hosts: gateways, DNS, and how other hosts are found.
 */
public final class SendingSettings {
    static final SettingTable TABLE = new SettingTable("Sending to other hosts");

    public static final Setting<GatewayLine> GATEWAY =
            TABLE.smtp("gateway", GatewayType.GATEWAY)
                    .repeatable()
                    .does(
                            "Hosts to which mail for matching domains is sent, in this order,"
                                    + " instead of their MX hosts; * is every domain. A host is a"
                                    + " name or an IP address, an IPv6 address in brackets, and"
                                    + " may have a port. The first matching line is used. In a scope"
                                    + " gateway has no domains and one host, for all mail of the"
                                    + " scope, and goes before the lines without a scope.");

    public static final Setting<HostAndPort> DNS_HOST =
            TABLE.smtp("dns_host", HostAndPort.NAME_SERVER)
                    .repeatable()
                    .otherwiseText("the name servers of /etc/resolv.conf, and /etc/hosts")
                    .does(
                            "A recursive name server to ask, by its IP address, instead of the"
                                    + " system's name servers and its hosts file.");

    public static final Setting<Duration> DNS_TIMEOUT =
            TABLE.smtp("dns_timeout", seconds(Duration.ofSeconds(1), Duration.ofHours(1)))
                    .otherwise(Duration.ofSeconds(20))
                    .does(
                            "The time limit for a DNS answer, for all name servers together. Mail"
                                    + " whose domain could not be looked up is deferred.");

    public static final Setting<Integer> DNS_CACHE =
            TABLE.smtp("dns_cache", number(0, 1_000_000))
                    .ours()
                    .otherwise(1000)
                    .does(
                            "How many DNS answers are cached in memory, each for its TTL and at"
                                    + " most two hours.");

    public static final Setting<Boolean> DNS_DISK_DISABLE =
            TABLE.smtp("dns_disk_disable", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does(
                            "Whether the disk cache of positive DNS answers is turned off. It is"
                                    + " used when a name server says later that the domain"
                                    + " doesn't exist.");

    public static final Setting<Integer> REMOTE_SMTP_PORT =
            TABLE.smtp("remote_smtp_port", number(1, 65535))
                    .ours()
                    .otherwise(25)
                    .does("The port of other hosts, unless a gateway line has one.");

    public static final Setting<Boolean> RELAY_TO_SELF =
            TABLE.smtp("relay_to_self", SettingTypes.SWITCH)
                    .ours()
                    .otherwise(false)
                    .does(
                            "Whether mail for other domains may be sent to this machine's own"
                                    + " addresses if DNS says so: for tests with several servers"
                                    + " on one machine.");

    private SendingSettings() {}
}
