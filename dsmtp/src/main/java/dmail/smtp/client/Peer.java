package dmail.smtp.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A mail server at one of its addresses.
 *
 * @param name as DNS or a setting has it
 */
public record Peer(String name, InetAddress address, int port) {
    InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }

    /** {@return the host as reports and logs name it: {@code mx.example [192.0.2.1]}} */
    @Override
    public String toString() {
        return name + " [" + address.getHostAddress() + "]";
    }
}
