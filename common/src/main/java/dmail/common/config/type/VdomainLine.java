package dmail.common.config.type;

import dmail.common.address.Domain;
import java.net.InetAddress;
import java.nio.file.Path;

/**
 * A line that binds logins to a virtual domain.
 *
 * @param prefix of the domain's account names, in lower case
 * @param claim which logins are bound
 * @param domain its mail domain
 * @param dropPath the folder of its drop files
 */
public record VdomainLine(String prefix, Claim claim, Domain domain, Path dropPath) {
    /** What binds a login to the domain. */
    public sealed interface Claim {
        /** The server address that the client connected to. */
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
