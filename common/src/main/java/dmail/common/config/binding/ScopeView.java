package dmail.common.config.binding;

import dmail.common.config.Setting;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The options that hold for one place: all its scopes, in the order in which they are asked. */
public final class ScopeView {
    private final List<ScopeOptions> chain;
    private final boolean hasBuiltIn;

    /**
     * @param hasBuiltIn whether a default follows the last scope
     */
    ScopeView(List<ScopeOptions> chain, boolean hasBuiltIn) {
        this.chain = List.copyOf(chain);
        this.hasBuiltIn = hasBuiltIn;
    }

    /** {@return the value that holds; empty when there is no line of it and none is built in} */
    public <T> Optional<Found<T>> find(Setting<T> option) {
        return line(option, _ -> true).or(() -> builtIn(option));
    }

    /** {@return the first value that fits, whatever comes before it} */
    public <T> Optional<Found<T>> find(Setting<T> option, Predicate<T> fits) {
        return line(option, fits).or(() -> builtIn(option).filter(one -> fits.test(one.value())));
    }

    /** {@return the value by the first line of it; empty when there is no line} */
    public <T> Optional<Found<T>> line(Setting<T> option, Predicate<T> fits) {
        for (ScopeOptions scope : chain) {
            Optional<Found<T>> found = scope.find(option, fits);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** {@return the value by the first line of it; empty when there is no line} */
    public <T> Optional<Found<T>> line(Setting<T> option) {
        return line(option, _ -> true);
    }

    /**
     * {@return the value of an option that has one built in}
     *
     * @throws java.util.NoSuchElementException when it has none here
     */
    public <T> T value(Setting<T> option) {
        return find(option).orElseThrow().value();
    }

    /** {@return whether the same scopes are asked, in the same order} */
    @Override
    public boolean equals(Object other) {
        return other instanceof ScopeView view
                && hasBuiltIn == view.hasBuiltIn
                && chain.equals(view.chain);
    }

    @Override
    public int hashCode() {
        return chain.hashCode();
    }

    private <T> Optional<Found<T>> builtIn(Setting<T> option) {
        return !hasBuiltIn
                ? Optional.empty()
                : option.standard()
                        .map(value -> new Found<>(value, Optional.empty(), Scope.GLOBAL));
    }
}
