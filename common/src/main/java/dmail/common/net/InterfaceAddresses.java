package dmail.common.net;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** The addresses that the machine's interfaces have now. */
public final class InterfaceAddresses {
    private InterfaceAddresses() {}

    /** {@return them, in the order of the interfaces; none when the system doesn't tell} */
    public static List<InetAddress> all() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();
        } catch (SocketException doesNotTell) {
            return List.of();
        }
    }
}
