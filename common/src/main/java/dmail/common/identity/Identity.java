package dmail.common.identity;

import dmail.common.address.Domain;
import java.util.Optional;

/**
 * What this host is to the client of one session.
 *
 * @param name what it is called in the greeting, in the reply to EHLO and in Received headers
 * @param greeting the text of dmail.conf for the greeting; empty means the usual one
 */
public record Identity(Domain name, Optional<String> greeting) {
    /** {@return that of a host with the usual greeting} */
    public static Identity of(Domain name) {
        return new Identity(name, Optional.empty());
    }
}
