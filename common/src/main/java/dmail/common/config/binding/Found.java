package dmail.common.config.binding;

import dmail.common.config.ConfigLocation;
import java.util.Optional;

/**
 * The value of an option, and where it stands.
 *
 * @param <T> the type of the value
 * @param where its line; empty for a value that is built in
 * @param scope of that line: all that find the value in the same scope share its counters
 */
public record Found<T>(T value, Optional<ConfigLocation> where, Scope scope) {
    /** {@return where it stands, for people} */
    public String place() {
        return where.map(ConfigLocation::toString).orElse("built-in");
    }
}
