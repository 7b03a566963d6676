package dmail.common.config.listen;

import dmail.common.config.Located;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The certificate that lines give a listener, a port or a domain group.
 *
 * @param owner whose lines these are
 * @param certificate the file of its chain, perhaps of its key, too
 * @param key the file of its key, when that is another
 * @param passwordFile the file whose first line opens the others
 */
public record ListenerCertificate(
        Owner owner,
        Located<Path> certificate,
        Optional<Located<Path>> key,
        Optional<Located<Path>> passwordFile) {
    /** Who is shown it. */
    public enum Kind {
        /** The clients of one listener. */
        LISTENER("listen"),
        /** The clients of all listeners with a port. */
        PORT("port"),
        /** Who meets a domain group at its addresses. */
        GROUP("domain_group");

        private final String setting;

        Kind(String setting) {
            this.setting = setting;
        }
    }

    /** Whose lines name a certificate. */
    public record Owner(Kind kind, String name) {
        /** {@return the beginning of these lines: {@code port mx}} */
        @Override
        public String toString() {
            return kind.setting + " " + name;
        }
    }
}
