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
     * @param isLoopback whether it leads nowhere else, whatever addresses it has
     * @param addresses in Java's order
     */
    record Found(int index, boolean isLoopback, List<InetAddress> addresses) {}

    /**
     * {@return them, in the order in which the system lists them, as {@code ip -4 addr} shows it;
     * none when the system doesn't tell}
     */
    public static List<InetAddress> all() {
        return inOrder(interfaces());
    }

    /** {@return the same, with those of loopback interfaces at the end} */
    public static List<InetAddress> networksFirst() {
        return networksFirst(interfaces());
    }

    private static List<Found> interfaces() {
        List<Found> found = new ArrayList<>();
        try {
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                found.add(
                        new Found(
                                each.getIndex(), isLoopback(each), each.inetAddresses().toList()));
            }
            return found;
        } catch (SocketException doesNotTell) {
            return List.of();
        }
    }

    private static boolean isLoopback(NetworkInterface each) {
        try {
            return each.isLoopback();
        } catch (SocketException gone) {
            return false;
        }
    }

    static List<InetAddress> inOrder(List<Found> interfaces) {
        return addresses(interfaces, Comparator.comparingInt(Found::index));
    }

    static List<InetAddress> networksFirst(List<Found> interfaces) {
        return addresses(
                interfaces, Comparator.comparing(Found::isLoopback).thenComparingInt(Found::index));
    }

    /** Java lists the last interface first, and of an interface the address that it got last. */
    private static List<InetAddress> addresses(List<Found> interfaces, Comparator<Found> order) {
        List<InetAddress> all = new ArrayList<>();
        interfaces.stream().sorted(order).forEach(each -> all.addAll(each.addresses().reversed()));
        return all;
    }
}
