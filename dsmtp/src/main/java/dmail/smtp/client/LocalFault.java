package dmail.smtp.client;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;

/**
 * Tells failures to connect that come from the source address: it isn't there, is of the wrong
 * family, or doesn't lead to the host.
 */
final class LocalFault {
    private LocalFault() {}

    /**
     * {@return whether the failure is this machine's}
     *
     * @param why a connection from a given source failed
     */
    static boolean isOne(IOException why) {
        return switch (why) {
            case BindException _ -> true;
            case ConnectException _, NoRouteToHostException _, PortUnreachableException _ -> false;
            // EINVAL, ENETUNREACH and EAFNOSUPPORT have no class of their own.
            case SocketException _ -> true;
            default -> false;
        };
    }
}
