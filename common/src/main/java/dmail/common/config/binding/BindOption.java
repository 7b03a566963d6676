package dmail.common.config.binding;

import dmail.common.config.Setting;
import java.util.EnumSet;
import java.util.Set;
import java.util.StringJoiner;

/**
 * An option of sending and the scopes in which it has a meaning.
 *
 * @param setting that has its name, type and default
 */
record BindOption(Setting<?> setting, Set<ScopeKind> scopes) {
    BindOption {
        scopes = Set.copyOf(scopes);
    }

    /** {@return where it may stand, in words} */
    String places() {
        StringJoiner places = new StringJoiner(", ");
        if (!scopes.isEmpty()) {
            EnumSet.copyOf(scopes).forEach(kind -> places.add(kind.toString()));
        }
        return places.toString();
    }
}
