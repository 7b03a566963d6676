package dmail.common.net;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The addresses that the machine's interfaces have now. */
public final class InterfaceAddresses {
    private InterfaceAddresses() {}

    /**
     * One interface.
     *
     * @param index its number in the system
     * @param addresses in Java's order
     */
    record Found(int index, List<InetAddress> addresses) {}

    /**
     * {@return them, in the order in which the system lists them, as {@code ip -4 addr} shows it;
     * none when the system doesn't tell}
     */
    public static List<InetAddress> all() {
        try {
            return inOrder(
                    NetworkInterface.networkInterfaces()
                            .map(each -> new Found(each.getIndex(), each.inetAddresses().toList()))
                            .toList());
        } catch (SocketException doesNotTell) {
            return List.of();
        }
    }

    /** Java lists the last interface first, and of an interface the address that it got last. */
    static List<InetAddress> inOrder(List<Found> interfaces) {
        List<InetAddress> all = new ArrayList<>();
        interfaces.stream()
                .sorted(Comparator.comparingInt(Found::index))
                .forEach(each -> all.addAll(each.addresses().reversed()));
        return all;
    }
}
