package dmail.common.config.runtime;

import dmail.common.config.ConfigLocation;
import dmail.common.config.Located;
import dmail.common.config.Setting;
import dmail.common.config.binding.ScopedLine;
import dmail.common.config.listen.ObjectLine;
import java.util.List;
import java.util.Optional;

/** Behind which line of a file a new one stands: the last of the same object. */
final class InsertionPlace<T> {
    private final Setting<T> setting;
    private final List<Located<T>> lines;

    InsertionPlace(Setting<T> setting, List<Located<T>> lines) {
        this.setting = setting;
        this.lines = lines;
    }

    /** {@return the line, or empty when there is none of the object} */
    Optional<ConfigLocation> behind(T value) {
        Optional<ConfigLocation> behind = Optional.empty();
        int nearest = 1;
        for (Located<T> line : lines) {
            int nearness = nearness(line.value(), value);
            if (nearness >= nearest) {
                nearest = nearness;
                behind = Optional.of(line.location());
            }
        }
        return behind;
    }

    /** Zero when two lines have nothing in common that makes them stand together. */
    private int nearness(T one, T other) {
        if (one instanceof ScopedLine before && other instanceof ScopedLine fresh) {
            if (before.scope().equals(fresh.scope())) {
                return 2;
            }
            return isOfOneOwner(before, fresh) ? 1 : 0;
        }
        if (LineIdentity.isOfObject(setting)) {
            String before = setting.type().show(one);
            return ObjectLine.of(before)
                            .name()
                            .equals(ObjectLine.of(setting.type().show(other)).name())
                    ? 1
                    : 0;
        }
        // Rules and lists go by the order of their lines.
        return setting.isRepeatable() ? 1 : 0;
    }

    private static boolean isOfOneOwner(ScopedLine before, ScopedLine fresh) {
        return fresh.scope().hasOwner()
                && before.scope().group().equals(fresh.scope().group())
                && (!fresh.scope().group().isEmpty()
                        || before.scope().binding().equals(fresh.scope().binding()));
    }
}
