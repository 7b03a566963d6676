package dmail.common.server;

import dmail.common.admin.AdminReply;
import dmail.common.admin.ConfigReply;
import dmail.common.cli.ExitStatus;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.Setting;
import dmail.common.config.edit.AtomicFile;
import dmail.common.config.edit.LineEdit;
import dmail.common.config.edit.LinePlan;
import dmail.common.config.runtime.LineChange;
import dmail.common.config.runtime.Writeback;
import dmail.common.io.DurableFiles;
import dmail.common.io.Reason;
import dmail.common.log.LogLine;
import dmail.common.server.Reloading.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;

/** The files of a configuration, into which changed settings are written. */
final class WrittenSettings {
    private final ConsoleServer server;
    private final AtomicFile.LastStep last;
    private final Map<Path, BasicFileAttributes> seen = new HashMap<>();
    private Configuration read;

    WrittenSettings(Configuration read, ConsoleServer server) {
        this(read, server, DurableFiles::moveIntoPlace);
    }

    /**
     * @param last gives a file with its new text the name of the old one
     */
    WrittenSettings(Configuration read, ConsoleServer server, AtomicFile.LastStep last) {
        this.server = server;
        this.last = last;
        this.read = read;
        this.seen.putAll(read.files());
    }

    /** The files have been read again. */
    void read(Configuration again) {
        read = again;
        seen.clear();
        seen.putAll(again.files());
    }

    /**
     * Writes what differs from the files into them.
     *
     * @param settings those that may differ
     */
    Result write(Configuration current, Set<Setting<?>> settings, String caller) {
        SortedMap<Path, LinePlan> plans = Writeback.plan(read, current, settings);
        if (plans.isEmpty()) {
            return new Result(current, AdminReply.done("the file has all settings in force"));
        }
        Optional<Path> edited = edited();
        if (edited.isPresent()) {
            return refused(
                    current,
                    ExitStatus.DATA_ERROR,
                    edited.get() + " has changed since it was read",
                    plans);
        }
        Map<Path, LineEdit> done = new LinkedHashMap<>();
        try {
            for (Map.Entry<Path, LinePlan> plan : plans.entrySet()) {
                done.put(
                        plan.getKey(), new AtomicFile(plan.getKey(), last).change(plan.getValue()));
            }
        } catch (IOException failure) {
            String why = "can't be written: " + Reason.of(failure) + takeBack(done);
            return refused(current, ExitStatus.CANNOT_CREATE, read.file() + " " + why, plans);
        }
        return readAgain(current, settings, plans, done, caller);
    }

    /** {@return a file that isn't as it was when it was read} */
    private Optional<Path> edited() {
        for (Map.Entry<Path, BasicFileAttributes> file : seen.entrySet()) {
            try {
                if (!isSame(file.getValue(), attributes(file.getKey()))) {
                    return Optional.of(file.getKey());
                }
            } catch (IOException _) {
                return Optional.of(file.getKey());
            }
        }
        return Optional.empty();
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    private static boolean isSame(BasicFileAttributes before, BasicFileAttributes now) {
        return before.size() == now.size()
                && before.lastModifiedTime().equals(now.lastModifiedTime())
                && Objects.equals(before.fileKey(), now.fileKey());
    }

    /** {@return what could not be taken back, a clause; empty when all could} */
    private String takeBack(Map<Path, LineEdit> done) {
        StringBuilder left = new StringBuilder();
        done.forEach((file, back) -> {
            try {
                var _ = new AtomicFile(file).change(back);
                seen.put(file, attributes(file));
            } catch (IOException _) {
                left.append("; ").append(file).append(" is changed, and stays so");
            }
        });
        return left.toString();
    }

    private static Result refused(
            Configuration current, ExitStatus status, String why, Map<Path, LinePlan> plans) {
        List<String> lines = new ArrayList<>();
        plans.forEach((file, plan) -> lines.addAll(plan.byHand(file.toString())));
        return new Result(current, ConfigReply.byHand(status, "config writeback: " + why, lines));
    }

    /** What is written must say what is in force. */
    private Result readAgain(
            Configuration current,
            Set<Setting<?>> settings,
            SortedMap<Path, LinePlan> plans,
            Map<Path, LineEdit> done,
            String caller) {
        ConfigReading again = ServerReading.read(read.file(), server.server(), server.clock());
        List<String> others =
                settings.stream()
                        .filter(setting -> !isAlike(setting, current, again.configuration()))
                        .map(Setting::name)
                        .sorted()
                        .toList();
        if (!again.isUsable() || !others.isEmpty()) {
            String why = "the file would not say what is in force: " + String.join(", ", others);
            return refused(current, ExitStatus.CONFIG, why + takeBack(done), plans);
        }
        read(again.configuration());
        plans.forEach((file, plan) ->
                server.log()
                        .announce(
                                LogLine.of("settings written")
                                        .with("by", caller)
                                        .with("file", file)
                                        .with("count", plan.size())));
        return new Result(taken(settings), written(plans));
    }

    private static <T> boolean isAlike(Setting<T> setting, Configuration one, Configuration other) {
        return texts(setting, one).equals(texts(setting, other));
    }

    /** Lines of different objects may have changed places. */
    private static <T> List<String> texts(Setting<T> setting, Configuration configuration) {
        return configuration.values(setting).stream()
                .map(value -> setting.type().show(value))
                .sorted()
                .toList();
    }

    /** From now on the lines have other names; all else that they say holds already. */
    private Configuration taken(Set<Setting<?>> settings) {
        if (settings.stream().anyMatch(LineChange::isOfSending)
                && server.running().changeSending(read)
                        instanceof Running.Reload.Refused(var why)) {
            server.log()
                    .warning(
                            LogLine.of("reload failed")
                                    .with("file", read.file())
                                    .with("reason", why));
        }
        return read;
    }

    private static AdminReply written(SortedMap<Path, LinePlan> plans) {
        List<String> files =
                plans.entrySet().stream()
                        .map(plan -> plan.getKey() + ": lines changed: " + plan.getValue().size())
                        .toList();
        return ConfigReply.done("written", files, OptionalInt.empty());
    }
}
