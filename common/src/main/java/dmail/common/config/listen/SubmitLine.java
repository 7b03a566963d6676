package dmail.common.config.listen;

import dmail.common.address.Domain;
import dmail.common.address.IpLiteral;
import java.net.InetAddress;
import java.util.Optional;

/**
 * One {@code submit_server} line: where the programs of this host would submit a domain's mail.
 *
 * @param domain of the senders; empty means all that have no line of their own
 * @param address one of this host
 * @param port empty means that of the first listener there that takes mail
 */
public record SubmitLine(Optional<Domain> domain, InetAddress address, Optional<PortSpec> port) {
    /** {@return the arguments in dmail.conf} */
    @Override
    public String toString() {
        return sender() + " " + place();
    }

    /** {@return the domain, or {@code *}} */
    public String sender() {
        return domain.map(Domain::name).orElse("*");
    }

    /** {@return the address, and the port if one is given} */
    public String place() {
        return port.map(given -> ListenerDefinition.bracketed(address) + ":" + given)
                .orElseGet(() -> IpLiteral.compressed(address));
    }
}
