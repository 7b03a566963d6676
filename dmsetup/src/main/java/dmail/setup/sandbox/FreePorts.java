package dmail.setup.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** Finds ports on loopback that nobody listens on. */
final class FreePorts {
    private static final InetAddress FIRST = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress SECOND = InetAddress.ofLiteral("127.0.0.2");
    private static final int MOST_TRIED = 200;

    private FreePorts() {}

    /** {@return the usual ports of a sandbox, or the next free ones} */
    static SandboxPorts find() throws IOException {
        return new SandboxPorts(
                firstFree(2525, List.of(FIRST)), firstFree(2110, List.of(FIRST, SECOND)));
    }

    /** {@return the first port, from this one on, that is free on all of the addresses} */
    static int firstFree(int wanted, List<InetAddress> addresses) throws IOException {
        for (int port = wanted; port < wanted + MOST_TRIED; port++) {
            if (isFree(port, addresses)) {
                return port;
            }
        }
        throw new IOException(
                "no port from " + wanted + " to " + (wanted + MOST_TRIED - 1) + " is free");
    }

    private static boolean isFree(int port, List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(address, port));
            } catch (IOException _) {
                return false;
            }
        }
        return true;
    }
}
