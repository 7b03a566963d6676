package dmail.common.config.type;

import dmail.common.address.Domain;
import java.net.InetAddress;
import java.nio.file.Path;

/**
 * One line that claims logins for a virtual domain.
 *
 * @param prefix what makes the domain's account names unique, in lower case
 * @param claim which logins are the domain's
 * @param domain its mail domain
 * @param dropPath the folder of its drop files
 */
public record VdomainLine(String prefix, Claim claim, Domain domain, Path dropPath) {
    /** What tells that a login is a domain's. */
    public sealed interface Claim {
        /** The local address that the client connected to. */
        record Address(InetAddress address) implements Claim {
            @Override
            public String toString() {
                return address.getHostAddress();
            }
        }

        /**
         * The end of the login name.
         *
         * @param text with its separator, in lower case, such as {@code @acme.example}
         */
        record Suffix(String text) implements Claim {
            @Override
            public String toString() {
                return text;
            }
        }
    }
}
