package dmail.common.config.binding;

import java.util.Optional;

/**
 * A line that gives a scope an option, or that only names a binding.
 *
 * @param scope for which it holds
 * @param option empty when it only says that there is such a binding or member
 */
public record ScopedLine(Scope scope, Optional<OptionValue<?>> option) {
    /** {@return whether it says the same thing as an earlier line, in place of which it counts} */
    public boolean isInPlaceOf(ScopedLine earlier) {
        return scope.equals(earlier.scope)
                && (equals(earlier)
                        || (option.isPresent()
                                && earlier.option.isPresent()
                                && option.get().isInPlaceOf(earlier.option.get())));
    }

    /** {@return the line of dmail.conf} */
    @Override
    public String toString() {
        return option.map(value -> (scope + " " + value).stripLeading()).orElse(scope.toString());
    }
}
