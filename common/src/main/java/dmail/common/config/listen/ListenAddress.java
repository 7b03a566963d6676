package dmail.common.config.listen;

import dmail.common.config.Configuration;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Protocol;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A place at which a server listens.
 *
 * @param listener the name in the {@code listen} lines, or the protocol's for its plain port
 * @param address empty means every address
 * @param port 0 means any free port
 */
public record ListenAddress(String listener, Optional<InetAddress> address, int port) {
    /** {@return where a protocol is spoken without encryption at once} */
    public static List<ListenAddress> of(Configuration configuration, Protocol protocol) {
        return ListenEndpoint.of(configuration, protocol).stream()
                .filter(entrance -> entrance.encryption() != Encryption.AT_ONCE)
                .map(ListenEndpoint::listenAddress)
                .toList();
    }
}
