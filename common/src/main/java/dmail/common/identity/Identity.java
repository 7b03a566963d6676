package dmail.common.identity;

import dmail.common.address.Domain;
import dmail.common.config.listen.ListenerCertificate;
import java.util.Optional;

/**
 * What this host is to the client of one session.
 *
 * @param name what it is called in the greeting, in the reply to EHLO and in Received headers
 * @param greeting the text of dmail.conf for the greeting; empty means the usual one
 * @param certificate that of the domain group which the client meets; empty when it has none
 */
public record Identity(
        Domain name, Optional<String> greeting, Optional<ListenerCertificate> certificate) {
    /** An identity without a certificate of its own. */
    public Identity(Domain name, Optional<String> greeting) {
        this(name, greeting, Optional.empty());
    }

    /** {@return that of a host with the usual greeting} */
    public static Identity of(Domain name) {
        return new Identity(name, Optional.empty());
    }
}
