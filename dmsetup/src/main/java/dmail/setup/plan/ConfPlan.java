package dmail.setup.plan;

import dmail.common.config.Configuration;
import dmail.common.config.Located;
import dmail.common.config.Setting;
import dmail.common.config.edit.ConfText;
import dmail.setup.ask.Draft;
import dmail.setup.conf.NewConf;
import dmail.setup.found.Existing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What becomes of dmail.conf: a new one, or the old one with only those lines changed that must.
 */
final class ConfPlan {
    private final Existing existing;
    private final Map<Setting<?>, List<String>> wanted;
    private final List<String> obstacles = new ArrayList<>();

    ConfPlan(Draft draft) {
        this.existing = draft.facts().existing();
        this.wanted = Wanted.by(draft);
    }

    List<String> obstacles() {
        return obstacles;
    }

    String text() {
        if (!existing.isThere()) {
            return NewConf.text(existing.file().toString(), given());
        }
        ConfText text = ConfText.of(existing.text());
        for (Map.Entry<Setting<?>, List<String>> each : wanted.entrySet()) {
            if (!isPresent(each.getKey(), each.getValue()) && isHere(each.getKey())) {
                text = text.with(each.getKey().name(), each.getValue());
            }
        }
        return text.toString();
    }

    private Map<Setting<?>, List<String>> given() {
        Map<Setting<?>, List<String>> given = new java.util.LinkedHashMap<>(wanted);
        given.values().removeIf(List::isEmpty);
        return given;
    }

    /** Whether its lines mean that already, however they are written. */
    private <T> boolean isPresent(Setting<T> setting, List<String> values) {
        Configuration configuration = existing.configuration();
        List<String> present =
                configuration.values(setting).stream()
                        .map(value -> setting.type().show(value))
                        .toList();
        List<String> effective =
                setting.isRepeatable() || present.isEmpty() ? present : List.of(present.getLast());
        return String.join(",", effective).equals(String.join(",", values));
    }

    /** A line in an included file is a person's to change. */
    private <T> boolean isHere(Setting<T> setting) {
        String own = existing.file().toString();
        for (Located<T> line : existing.configuration().located(setting)) {
            if (!line.location().file().equals(own)) {
                obstacles.add(
                        line.location()
                                + " has a "
                                + setting
                                + " line, and is included; write there: "
                                + setting
                                + " "
                                + String.join(", ", wanted.getOrDefault(setting, List.of())));
                return false;
            }
        }
        return true;
    }
}
