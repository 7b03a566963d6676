package dmail.smtp.source;

import dmail.common.address.EmailAddress;
import java.util.Optional;

/**
 * What becomes of mail that can't be delivered.
 *
 * @param wanted whether its sender is told
 * @param from the From header of reports; empty means the usual one
 */
public record Bounces(boolean wanted, Optional<EmailAddress> from) {
    /** Where no line says otherwise. */
    public static final Bounces USUAL = new Bounces(true, Optional.empty());
}
