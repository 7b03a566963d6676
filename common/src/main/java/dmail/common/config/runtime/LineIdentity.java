package dmail.common.config.runtime;

import dmail.common.config.ConfigLocation;
import dmail.common.config.DomainSettings;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Located;
import dmail.common.config.Setting;
import dmail.common.config.binding.OptionValue;
import dmail.common.config.binding.ScopedLine;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.listen.ObjectLine;
import java.util.Set;

/** Which lines say the same thing, so that one of them takes the place of the other. */
final class LineIdentity {
    /** What messages call the console in place of a file; paths of files are absolute. */
    private static final String CONSOLE = "console";

    /** Lines of a name, an option and a value. */
    private static final Set<Setting<?>> OF_OBJECTS =
            Set.of(
                    ListeningSettings.LISTEN,
                    ListeningSettings.PORT,
                    ListeningSettings.IP,
                    DomainSettings.DOMAIN_GROUP);

    /** Options of such lines that stand more than once, each for itself. */
    private static final Set<String> SEVERAL =
            Set.of("allow", "bind_to", "deny", "domain", "peer", "ports", "vdomain");

    private LineIdentity() {}

    static ConfigLocation console(int number) {
        return new ConfigLocation(CONSOLE, number);
    }

    static boolean isOfConsole(Located<?> line) {
        return line.location().file().equals(CONSOLE);
    }

    /** {@return the line as it stands in dmail.conf} */
    static <T> String text(Setting<T> setting, T value) {
        return (setting.name() + " " + setting.type().show(value)).stripTrailing();
    }

    static boolean isOfObject(Setting<?> setting) {
        return OF_OBJECTS.contains(setting);
    }

    /** {@return whether a value counts in place of an earlier one} */
    static <T> boolean isInPlaceOf(Setting<T> setting, T later, T earlier) {
        if (!setting.isRepeatable()) {
            return true;
        }
        if (later instanceof ScopedLine fresh && earlier instanceof ScopedLine old) {
            return fresh.isInPlaceOf(old);
        }
        if (setting.equals(SendingOptions.BIND_ADDRESS)) {
            return new OptionValue<>(setting, later)
                    .isInPlaceOf(new OptionValue<>(setting, earlier));
        }
        String fresh = setting.type().show(later);
        String old = setting.type().show(earlier);
        return fresh.equals(old)
                || (isOfObject(setting) && areOne(ObjectLine.of(fresh), ObjectLine.of(old)));
    }

    private static boolean areOne(ObjectLine fresh, ObjectLine old) {
        return fresh.name().equals(old.name())
                && fresh.option().equals(old.option())
                && !SEVERAL.contains(fresh.option());
    }
}
