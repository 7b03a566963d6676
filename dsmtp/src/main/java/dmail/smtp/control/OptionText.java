package dmail.smtp.control;

import dmail.common.config.ConfigLocation;
import dmail.common.config.Setting;
import dmail.common.config.binding.Found;
import dmail.common.config.binding.ScopeView;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.binding.value.BindAddress;
import dmail.common.config.binding.value.IpFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The value of an option, and where it stands, as replies show it.
 *
 * @param option its name
 * @param value as it would be written in dmail.conf
 * @param scope the words before the option; empty for all mail
 * @param where its line; empty when it is built in
 */
record OptionText(String option, String value, String scope, Optional<ConfigLocation> where) {
    /** Finds values of an option. */
    interface Finder {
        <T> Optional<Found<T>> find(Setting<T> option, Predicate<T> fits);
    }

    /** {@return the values that hold in a place; an address of each family counts on its own} */
    static List<OptionText> of(Setting<?> option, ScopeView view) {
        return of(
                option,
                new Finder() {
                    @Override
                    public <T> Optional<Found<T>> find(Setting<T> wanted, Predicate<T> fits) {
                        return view.find(wanted, fits);
                    }
                });
    }

    static List<OptionText> of(Setting<?> option, Finder finder) {
        if (!option.equals(SendingOptions.BIND_ADDRESS)) {
            return any(option, finder).map(List::of).orElse(List.of());
        }
        List<OptionText> addresses = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            finder.find(
                            SendingOptions.BIND_ADDRESS,
                            (BindAddress address) -> address.serves(family))
                    .map(found -> text(SendingOptions.BIND_ADDRESS, found))
                    .filter(text -> !addresses.contains(text))
                    .ifPresent(addresses::add);
        }
        return addresses;
    }

    private static <T> Optional<OptionText> any(Setting<T> option, Finder finder) {
        return finder.find(option, _ -> true).map(found -> text(option, found));
    }

    static <T> OptionText text(Setting<T> option, Found<T> found) {
        return new OptionText(
                option.name(),
                option.type().show(found.value()),
                found.scope().toString(),
                found.where());
    }

    /** {@return the line for people} */
    String line() {
        return (option + " " + value).stripTrailing()
                + "  ("
                + where.map(ConfigLocation::toString).orElse("built-in")
                + ")\n";
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("option", option);
        fields.put("value", value);
        fields.put("scope", scope);
        fields.put("file", where.map(ConfigLocation::file).orElse(""));
        fields.put("line", where.map(ConfigLocation::line).orElse(0));
        return fields;
    }
}
