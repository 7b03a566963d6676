package dmail.smtp;

import dmail.common.address.Domain;
import dmail.smtp.dns.OwnHost;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** The names and addresses of this host, by which mail loops are found. */
record ThisHost(CurrentSettings current) implements OwnHost {
    @Override
    public boolean isNamed(String host) {
        return host.equals("localhost")
                || host.equals(current.rules().host().name())
                || Domain.parse(host).filter(current.settings().accounts()::isLocal).isPresent();
    }

    @Override
    public boolean has(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || isOnInterface(address)
                || current.settings().sources().isSeenAs(address);
    }

    /**
     * When the system can't tell, the address is tried. That does little harm: a connection to
     * ourselves would be recognized.
     */
    private static boolean isOnInterface(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return false;
        }
    }
}
