package dmail.smtp.source;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.Located;
import dmail.common.config.binding.value.IpFamily;
import java.net.InetAddress;
import java.util.Optional;

/** What dmail.conf says of this host's addresses. */
interface AddressFacts {
    /** {@return the {@code local_host} of the domain group bound to the address} */
    Optional<Located<Domain>> hostOfGroup(InetAddress address);

    /** {@return the {@code hostname} of the address's {@code ip} lines} */
    Optional<Located<Domain>> name(InetAddress address);

    /** {@return the group that has the address for itself} */
    Optional<String> dedicatedTo(InetAddress address);

    /** {@return whether any group has addresses for itself} */
    boolean isAnyDedicated();

    /** {@return the {@code bounces_from} of a domain group} */
    Optional<EmailAddress> bouncesOfGroup(String group);

    /** {@return the {@code bounces_from} of the domain group bound to the address} */
    Optional<EmailAddress> bouncesOfGroup(InetAddress address);

    /** {@return the first address of a domain group} */
    Optional<InetAddress> ofGroup(String group, IpFamily family);

    /** {@return the address of a virtual domain} */
    Optional<InetAddress> ofVirtual(Domain domain, IpFamily family);

    /** {@return whether others see another, public address in its place} */
    boolean isTranslated(InetAddress address);

    /** {@return whether it is such a public address} */
    boolean isSeenAs(InetAddress address);
}
