package dmail.smtp.source;

import dmail.common.address.EmailAddress;
import java.util.Optional;

/**
 * What becomes of mail that can't be delivered.
 *
 * @param wanted whether its sender is told
 * @param from the From header of reports; empty means the usual one
 * @param whole whether the message is returned whole when its sender gave no RET; empty means as
 *     usual
 */
public record Bounces(boolean wanted, Optional<EmailAddress> from, Optional<Boolean> whole) {
    /** Where no line says otherwise. */
    public static final Bounces USUAL = new Bounces(true, Optional.empty(), Optional.empty());

    /** {@return the same, but the sender is told in any case} */
    public Bounces always() {
        return new Bounces(true, from, whole);
    }
}
