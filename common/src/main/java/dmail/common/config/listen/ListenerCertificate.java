package dmail.common.config.listen;

import dmail.common.config.Located;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The certificate that lines give a listener, a port or a domain group.
 *
 * @param owner whose lines these are, as they begin: {@code port mx}
 * @param certificate the file of its chain, perhaps of its key, too
 * @param key the file of its key, when that is another
 * @param passwordFile the file whose first line opens the others
 */
public record ListenerCertificate(
        String owner,
        Located<Path> certificate,
        Optional<Located<Path>> key,
        Optional<Located<Path>> passwordFile) {
    /** {@return whether all listeners with that port have it} */
    public boolean isOfPort() {
        return owner.startsWith("port ");
    }

    /** {@return whether the listeners at the addresses of a domain group have it} */
    public boolean isOfGroup() {
        return owner.startsWith("domain_group ");
    }
}
