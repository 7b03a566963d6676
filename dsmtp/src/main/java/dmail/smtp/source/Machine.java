package dmail.smtp.source;

import dmail.common.address.Domain;
import dmail.common.config.binding.value.IpFamily;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** What this machine has. */
public interface Machine {
    /** {@return the addresses of its interfaces without loopback, in their order} */
    List<InetAddress> addresses(IpFamily family);

    /** {@return the addresses of a host's name; none when there are none, or nobody knows} */
    List<InetAddress> named(Domain host);

    /** {@return the source that the system would choose; empty when it finds no route} */
    Optional<InetAddress> chosenFor(InetAddress exchanger);

    /** {@return the name of this machine} */
    Optional<Domain> name();
}
