package dmail.common.config.binding;

import dmail.common.config.Setting;
import dmail.common.config.type.Parsed;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * An option and its value.
 *
 * @param <T> the type of the value
 * @param option the setting that has the option's type and default
 */
public record OptionValue<T>(Setting<T> option, T value) {
    /** {@return the value in this text} */
    static <T> Parsed<OptionValue<?>> read(Setting<T> option, String text, Path folder) {
        return switch (option.type().read(text, folder)) {
            case Parsed.Good<List<T>>(var values) ->
                    Parsed.good(new OptionValue<>(option, values.getFirst()));
            case Parsed.Bad<List<T>>(var why) -> Parsed.bad(option.name() + ": " + why);
        };
    }

    /** {@return whether it counts in place of an earlier value in the same scope} */
    public boolean isInPlaceOf(OptionValue<?> earlier) {
        return option.equals(earlier.option)
                && ScopeOptions.areOne(
                        Objects.requireNonNull(earlier.value), Objects.requireNonNull(value));
    }

    /** {@return the option's name and its value, as in dmail.conf} */
    @Override
    public String toString() {
        return (option.name() + " " + option.type().show(value)).stripTrailing();
    }
}
