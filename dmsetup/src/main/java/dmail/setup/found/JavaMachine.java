package dmail.setup.found;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;

/** This machine as the Java runtime sees it. */
public final class JavaMachine implements Machine {
    @Override
    public String name() {
        try {
            InetAddress own = InetAddress.getLocalHost();
            String name = own.getHostName();
            String full = name.contains(".") ? name : own.getCanonicalHostName();
            boolean useful = full.contains(".") && !full.matches("[0-9.]+|localhost\\..*");
            return (useful ? full : name).toLowerCase(Locale.ROOT);
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }

    @Override
    public List<HostAddress> addresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(each -> each.getInterfaceAddresses().stream())
                    .filter(JavaMachine::isReachable)
                    .map(each -> new HostAddress(each.getAddress(), each.getNetworkPrefixLength()))
                    .toList();
        } catch (SocketException _) {
            return List.of();
        }
    }

    private static boolean isReachable(InterfaceAddress each) {
        InetAddress address = each.getAddress();
        return !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isMulticastAddress();
    }

    @Override
    public String timeZone() {
        return TimeZone.getDefault().getID();
    }

    @Override
    public String user() {
        return System.getProperty("user.name", "");
    }
}
