package dmail.common.net;

import java.io.IOException;
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
     * Takes a place that nothing else has.
     *
     * @param address address and port; port 0 takes any free one
     * @throws IOException when the place cannot be bound
     */
    public static ListeningSocket bind(InetSocketAddress address) throws IOException {
        return bind(address, false);
    }

    /**
     * Takes a place that overlaps with one of ours, which {@link #share} was called for: all
     * addresses beside one of them, or the other way round. A client reaches the one that names its
     * address.
     *
     * @throws IOException when the place cannot be bound
     */
    public static ListeningSocket bindBeside(InetSocketAddress address) throws IOException {
        return bind(address, true);
    }

    private static ListeningSocket bind(InetSocketAddress address, boolean shared)
            throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (shared) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            channel.bind(address, BACKLOG);
            return new ListeningSocket(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * {@return whether this machine lacks the address now} Found by trial: an address may be one of
     * ours without belonging to an interface, as 127.0.0.2 does.
     */
    public static boolean isMissing(InetAddress address) {
        try (ListeningSocket _ = bind(new InetSocketAddress(address, 0))) {
            return false;
        } catch (IOException cannotBind) {
            return true;
        }
    }

    /**
     * Says whether another socket of this user may take an overlapping place. While one may, two
     * servers on one port would not be noticed.
     */
    public void share(boolean shared) throws IOException {
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, shared);
    }

    /** {@return the address and the real port} */
    public InetSocketAddress address() {
        return address;
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /** Whoever waits to be accepted is cut. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
