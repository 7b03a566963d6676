package dmail.smtp.client.local;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Asks the system about a source and a host by datagram sockets: bound and connected, they have the
 * addresses that a connection would have, but nothing is sent.
 *
 * @param source an address, perhaps of this machine
 * @param host an address of another one
 */
public record SourceTrial(InetAddress source, InetAddress host) implements LocalFault.Trial {
    /** Any port does, since nothing is sent. */
    private static final int ANY_PORT = 25;

    /** {@return whether this machine has an address} */
    public static boolean has(InetAddress address) {
        try (DatagramSocket _ = new DatagramSocket(new InetSocketAddress(address, 0))) {
            return true;
        } catch (IOException why) {
            // Others stand for other failures, such as too many open files.
            return !(why instanceof BindException);
        }
    }

    /** {@return the source that the system would choose; empty when it finds no route} */
    public static Optional<InetAddress> chosenFor(InetAddress host) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(host, ANY_PORT));
            return Optional.of(socket.getLocalAddress())
                    .filter(address -> !address.isAnyLocalAddress());
        } catch (IOException noRoute) {
            return Optional.empty();
        }
    }

    @Override
    public boolean hasSource() {
        return has(source);
    }

    @Override
    public boolean isLeading() {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(source, 0))) {
            socket.connect(new InetSocketAddress(host, ANY_PORT));
            return true;
        } catch (IOException noRoute) {
            return false;
        }
    }

    @Override
    public boolean isAnyLeading() {
        return chosenFor(host).isPresent();
    }
}
