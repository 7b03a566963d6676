package dmail.pop.session;

import dmail.common.tls.Upgrade;
import java.util.random.RandomGenerator;

/**
 * How a session is protected.
 *
 * @param upgrade starts TLS
 * @param atOnce whether TLS comes before the greeting
 * @param required whether a client must start TLS before it logs in
 * @param random draws challenges
 */
public record Security(Upgrade upgrade, boolean atOnce, boolean required, RandomGenerator random) {
    /** {@return whether the client must start TLS now} */
    boolean mustEncrypt() {
        return required && !upgrade.isEncrypted();
    }
}
