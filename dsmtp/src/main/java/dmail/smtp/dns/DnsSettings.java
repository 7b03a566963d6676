package dmail.smtp.dns;

import dmail.common.config.Configuration;
import dmail.common.config.SendingSettings;
import dmail.common.config.type.GatewayLine;
import dmail.common.config.type.HostAndPort;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings for finding other hosts.
 *
 * @param servers {@code dns_host}; empty to use the system's name servers and hosts file
 * @param timeout {@code dns_timeout}
 * @param entries {@code dns_cache}
 * @param onDisk whether good answers are kept in a file
 * @param gateways in the order of their lines
 * @param port {@code remote_smtp_port}
 * @param toSelf whether other domains' mail may go to our own addresses
 */
public record DnsSettings(
        List<InetSocketAddress> servers,
        Duration timeout,
        int entries,
        boolean onDisk,
        List<GatewayLine> gateways,
        int port,
        boolean toSelf) {
    public DnsSettings {
        servers = List.copyOf(servers);
        gateways = List.copyOf(gateways);
    }

    /** {@return the settings of a configuration} */
    public static DnsSettings from(Configuration configuration) {
        return new DnsSettings(
                configuration.values(SendingSettings.DNS_HOST).stream()
                        .flatMap(DnsSettings::server)
                        .toList(),
                configuration.value(SendingSettings.DNS_TIMEOUT),
                configuration.value(SendingSettings.DNS_CACHE),
                !configuration.value(SendingSettings.DNS_DISK_DISABLE),
                configuration.values(SendingSettings.GATEWAY),
                configuration.value(SendingSettings.REMOTE_SMTP_PORT),
                configuration.value(SendingSettings.RELAY_TO_SELF));
    }

    private static Stream<InetSocketAddress> server(HostAndPort host) {
        int port = host.port().orElse(ResolvConf.PORT);
        return host.address().stream().map(address -> new InetSocketAddress(address, port));
    }
}
