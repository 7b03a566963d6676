package dmail.smtp.source;

import dmail.common.address.Domain;
import dmail.common.config.binding.value.IpFamily;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** What this machine has. */
public interface Machine {
    /**
     * {@return the addresses of its interfaces without loopback, in their order; others of the
     * loopback interface come last}
     */
    List<InetAddress> addresses(IpFamily family);

    /** {@return the addresses of a host's name; none when there are none, or nobody knows} */
    List<InetAddress> named(Domain host);

    /** {@return the source that the system would choose; empty when it finds no route} */
    Optional<InetAddress> chosenFor(InetAddress exchanger);

    /** {@return whether a connection can leave for an exchanger from a source} */
    boolean leads(InetAddress source, InetAddress exchanger);

    /** {@return whether it has an address; also one that is on no interface, as 127.0.0.2} */
    boolean has(InetAddress address);

    /** {@return the name of this machine} */
    Optional<Domain> name();

    /** {@return the name of one of its addresses, if that leads back to it; may ask DNS} */
    Optional<Domain> nameOf(InetAddress address);
}
