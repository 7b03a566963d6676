package dmail.smtp.client.local;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketException;

/**
 * Tells failures to connect that come from the source address: it isn't there, is of the wrong
 * family, or doesn't lead to the host while others do.
 */
public final class LocalFault {
    private LocalFault() {}

    /** What the machine says of a source and a host. */
    interface Trial {
        /** {@return whether the source is there} */
        boolean hasSource();

        /** {@return whether the source leads to the host} */
        boolean isLeading();

        /** {@return whether any source leads to the host} */
        boolean isAnyLeading();
    }

    /**
     * {@return whether a failure is that of a source}
     *
     * @param socket it was to be bound to the source, then connected
     * @param why that failed
     */
    public static boolean isOne(
            Socket socket, InetAddress source, InetAddress host, IOException why) {
        return isOne(socket.isBound(), why, new SourceTrial(source, host));
    }

    /**
     * Neither a machine out of ports or file descriptors nor one without a network lacks the
     * address; another one would not help, and must not be taken.
     *
     * @param isBound whether it failed to connect, and not to bind
     */
    static boolean isOne(boolean isBound, IOException why, Trial trial) {
        return switch (why) {
            // A port is missing if the address is there.
            case BindException _ -> !isBound && !trial.hasSource();
            case ConnectException _, NoRouteToHostException _, PortUnreachableException _ -> false;
            // EINVAL, ENETUNREACH and EAFNOSUPPORT have no class of their own.
            case SocketException _ -> isBound && !trial.isLeading() && trial.isAnyLeading();
            default -> false;
        };
    }
}
