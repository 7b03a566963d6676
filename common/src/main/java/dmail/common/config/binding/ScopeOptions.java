package dmail.common.config.binding;

import dmail.common.config.ConfigLocation;
import dmail.common.config.Setting;
import dmail.common.config.binding.value.BindAddress;
import dmail.common.config.binding.value.IpFamily;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The options of one scope. Few have more than some, so they are a chain, the last line first. */
final class ScopeOptions {
    private static final class Line {
        final Setting<?> option;
        final Found<?> found;
        @Nullable Line before;

        Line(Setting<?> option, Found<?> found, @Nullable Line before) {
            this.option = option;
            this.found = found;
            this.before = before;
        }
    }

    private @Nullable Line last;

    /**
     * Adds a line, in place of an earlier one of the same option.
     *
     * @return the line that no longer counts
     */
    <T> Optional<ConfigLocation> put(Setting<T> option, Found<T> found) {
        Optional<ConfigLocation> replaced = Optional.empty();
        Line kept = null;
        for (Line line = last; line != null; line = line.before) {
            if (line.option == option && areOne(line.found.value(), found.value())) {
                replaced = line.found.where();
                if (kept == null) {
                    last = line.before;
                } else {
                    kept.before = line.before;
                }
            } else {
                kept = line;
            }
        }
        last = new Line(option, found, last);
        return replaced;
    }

    /** There may be one address for each family. */
    static boolean areOne(Object earlier, Object later) {
        if (!(earlier instanceof BindAddress one) || !(later instanceof BindAddress other)) {
            return true;
        }
        for (IpFamily family : IpFamily.values()) {
            if (one.serves(family) && other.serves(family)) {
                return true;
            }
        }
        return false;
    }

    /** {@return the last line of the option whose value fits} */
    <T> Optional<Found<T>> find(Setting<T> option, Predicate<T> fits) {
        for (Line line = last; line != null; line = line.before) {
            if (line.option == option) {
                Found<T> found = typed(line.found);
                if (fits.test(found.value())) {
                    return Optional.of(found);
                }
            }
        }
        return Optional.empty();
    }

    /** Each value is stored with its option, so it has that option's type. */
    @SuppressWarnings("unchecked")
    private static <T> Found<T> typed(Found<?> found) {
        return (Found<T>) found;
    }
}
