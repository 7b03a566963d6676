package dmail.common.config.read;

import dmail.common.config.ConfigLocation;
import dmail.common.config.ConfigProblems;
import dmail.common.config.Configuration;
import dmail.common.config.Located;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.listen.ListenerTable;
import dmail.common.config.listen.SubmitLine;
import dmail.common.config.listen.SubmitListeners;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks whether mail can come in where {@code submit_server} lines say. */
final class SubmitChecks {
    private final SubmitListeners listeners;
    private final ConfigProblems problems;
    private final Map<String, ConfigLocation> firstOfSender = new HashMap<>();

    private SubmitChecks(SubmitListeners listeners, ConfigProblems problems) {
        this.listeners = listeners;
        this.problems = problems;
    }

    /** {@return the configuration without the lines that name no listener} */
    static Configuration check(
            Configuration configuration, ListenerTable table, ConfigProblems problems) {
        SubmitChecks checks = new SubmitChecks(SubmitListeners.of(table, configuration), problems);
        return configuration.keeping(
                BindingSettings.SUBMIT_SERVER, (_, line) -> checks.isGood(line));
    }

    private boolean isGood(Located<SubmitLine> line) {
        SubmitLine value = line.value();
        if (listeners.of(value).isEmpty()) {
            problems.error(
                    line.location(),
                    "submit_server "
                            + value
                            + ": no listener that takes mail is at "
                            + value.place()
                            + "; the line is ignored");
            return false;
        }
        @Nullable ConfigLocation before =
                firstOfSender.putIfAbsent(value.sender(), line.location());
        if (before != null) {
            problems.warning(
                    line.location(),
                    "submit_server "
                            + value
                            + ": "
                            + value.sender()
                            + " is given again; the last line counts, not "
                            + before);
        }
        return true;
    }
}
