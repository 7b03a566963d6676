package dmail.common.net;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/** An address and port that clients can connect to; they wait until a {@link Listener} accepts. */
public final class ListeningSocket implements AutoCloseable {
    private static final int BACKLOG = 1024;

    /** A channel, so that the sockets it gives out can be sent parts of files. */
    private final ServerSocketChannel channel;

    private final InetSocketAddress address;

    private ListeningSocket(ServerSocketChannel channel) {
        this.channel = channel;
        this.address =
                new InetSocketAddress(
                        channel.socket().getInetAddress(), channel.socket().getLocalPort());
    }

    /**
     * Binds an address and port that no other socket has.
     *
     * @param address address and port; port 0 takes any free one
     * @throws IOException when it cannot be bound
     */
    public static ListeningSocket bind(InetSocketAddress address) throws IOException {
        return bind(address, false);
    }

    /**
     * Binds beside a socket of ours that {@link #setReusePort} was called for: the wildcard address
     * beside a specific one, or the other way round. A client reaches the more specific one.
     *
     * @throws IOException when it cannot be bound
     */
    public static ListeningSocket bindReusePort(InetSocketAddress address) throws IOException {
        return bind(address, true);
    }

    private static ListeningSocket bind(InetSocketAddress address, boolean reusePort)
            throws IOException {
        return bind(ServerSocketChannel.open(), address, reusePort);
    }

    /** With IPv6 switched off the channel is one for IPv4 only. */
    static ListeningSocket bind(
            ServerSocketChannel channel, InetSocketAddress address, boolean reusePort)
            throws IOException {
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (reusePort) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            channel.bind(address, BACKLOG);
            return new ListeningSocket(channel);
        } catch (IllegalArgumentException noSuchFamily) {
            channel.close();
            throw noIpv6();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static IOException noIpv6() {
        return new BindException("this machine has no IPv6");
    }

    /**
     * {@return whether this machine lacks the address now} Found by trial: an address may be one of
     * ours without belonging to an interface, as 127.0.0.2 does.
     */
    public static boolean isAddressMissing(InetAddress address) {
        return isAddressMissing(address, ListeningSocket::bind);
    }

    /** Binds a socket, as a trial. */
    interface Trial {
        ListeningSocket bind(InetSocketAddress address) throws IOException;
    }

    static boolean isAddressMissing(InetAddress address, Trial trial) {
        try (ListeningSocket _ = trial.bind(new InetSocketAddress(address, 0))) {
            return false;
        } catch (IOException e) {
            // Other classes stand for other failures, such as too many open files.
            return e instanceof BindException;
        }
    }

    /**
     * Sets SO_REUSEPORT, by which another socket of this user may bind an overlapping address.
     * While it is set, two servers on one port would not be noticed.
     */
    public void setReusePort(boolean reusePort) throws IOException {
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, reusePort);
    }

    /** {@return the address and the real port} */
    public InetSocketAddress address() {
        return address;
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /** Connections that wait to be accepted are reset. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
