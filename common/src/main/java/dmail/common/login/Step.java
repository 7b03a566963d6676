package dmail.common.login;

import dmail.common.config.ConfigLocation;
import java.util.Optional;

/**
 * A step of mapping a name to a drop file.
 *
 * @param label of the value, such as {@code domain}
 * @param value that was found
 * @param because the line of dmail.conf that decided it, as {@code file:line}; empty when none did
 */
public record Step(String label, String value, String because) {
    static Step of(String label, Object value) {
        return new Step(label, String.valueOf(value), "");
    }

    static Step of(String label, Object value, ConfigLocation location) {
        return new Step(label, String.valueOf(value), location.toString());
    }

    /** {@return the line of dmail.conf that decided it, if one did} */
    public Optional<String> decidedBy() {
        return because.isEmpty() ? Optional.empty() : Optional.of(because);
    }

    @Override
    public String toString() {
        return label + ": " + value + (because.isEmpty() ? "" : "  (" + because + ")");
    }
}
