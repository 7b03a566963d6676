package dmail.smtp;

import dmail.common.address.Domain;
import dmail.smtp.dns.OwnHost;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** This server as other hosts find it: by its names in the settings, by the machine's addresses. */
record ThisHost(CurrentSettings current) implements OwnHost {
    @Override
    public boolean isNamed(String host) {
        return host.equals("localhost")
                || host.equals(current.rules().host().name())
                || Domain.parse(host).filter(current.settings().accounts()::isLocal).isPresent();
    }

    @Override
    public boolean has(InetAddress address) {
        return address.isLoopbackAddress() || address.isAnyLocalAddress() || isOnInterface(address);
    }

    /** When the system can't tell, trying the address does little harm: we would know ourselves. */
    private static boolean isOnInterface(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return false;
        }
    }
}
