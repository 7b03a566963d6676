package dmail.common.server;

import dmail.common.admin.AdminReply;
import dmail.common.admin.ConfigReply;
import dmail.common.admin.Json;
import dmail.common.cli.ExitStatus;
import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.LoggingSettings;
import dmail.common.config.Server;
import dmail.common.config.Setting;
import dmail.common.config.Settings;
import dmail.common.io.Reason;
import dmail.common.log.LogLine;
import dmail.common.log.LogOutput;
import dmail.common.log.ServerLog;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Reloads dmail.conf, completely or not at all. Unlike a start, a reload has good settings to fall
 * back on, so any error in the file makes it keep those.
 */
final class Reloading {
    private final Server server;
    private final Configuration startedOn;
    private final Running running;
    private final ServerLog log;
    private final InstantSource clock;
    private final OutputStream standardError;

    /**
     * @param startedOn settings of the start; a change of some takes effect only at a restart
     */
    Reloading(
            Server server,
            Configuration startedOn,
            Running running,
            ServerLog log,
            InstantSource clock,
            OutputStream standardError) {
        this.server = server;
        this.startedOn = startedOn;
        this.running = running;
        this.log = log;
        this.clock = clock;
        this.standardError = standardError;
    }

    /**
     * The outcome of a reload.
     *
     * @param settings the settings from now on
     * @param reply for the administrator
     */
    record Result(Configuration settings, AdminReply reply) {}

    Result from(Configuration old) {
        ConfigReading reading = ServerReading.read(old.file(), server, clock);
        reading.problems().forEach(problem -> log.warning(line(problem)));
        return reading.isRight() ? takeOver(old, reading) : refuse(old, reading);
    }

    static LogLine line(ConfigProblem problem) {
        return LogLine.of("configuration")
                .with("place", problem.location())
                .with("problem", problem.message());
    }

    private Result refuse(Configuration old, ConfigReading reading) {
        reopenLog(old);
        List<String> reasons =
                reading.problems().stream()
                        .filter(p -> p.severity() != ConfigProblem.Severity.WARNING)
                        .map(ConfigProblem::toString)
                        .toList();
        log.error(failed(old));
        return refused(old, reasons);
    }

    private static LogLine failed(Configuration old) {
        return LogLine.of("reload failed").with("file", old.file());
    }

    /** Nothing else in the log says why: the file has no errors. */
    private Result refused(Configuration old, String reason) {
        log.error(failed(old).with("reason", reason));
        return refused(old, List.of(reason));
    }

    private static Result refused(Configuration old, List<String> reasons) {
        String text = "nothing has changed, because of errors:\n" + ConfigReply.lines(reasons);
        String json = Json.of(Map.of("reloaded", false, "errors", reasons));
        return new Result(old, new AdminReply(ExitStatus.CONFIG, text, json));
    }

    /** Opens the log file again, in case an administrator has renamed it. */
    private void reopenLog(Configuration old) {
        try {
            log.switchTo(LogSettings.open(old, server.toString(), standardError));
        } catch (IOException e) {
            log.error(LogLine.of("log file not reopened").with("reason", e));
        }
    }

    private Result takeOver(Configuration old, ConfigReading reading) {
        return switch (changeAll(old, reading.configuration())) {
            case Running.Reload.Refused(var why) -> refused(old, why);
            case Running.Reload.Done(var rebound) -> done(reading, rebound);
        };
    }

    /** {@return whether a setting concerns the log} */
    static boolean isOfLog(Setting<?> setting) {
        return setting.section().equals(LoggingSettings.LOG_LEVEL.section());
    }

    /** Applies settings that are without errors, to the log as well. */
    Running.Reload changeAll(Configuration old, Configuration next) {
        LogOutput output;
        try {
            output = LogSettings.open(next, server.toString(), standardError);
        } catch (IOException e) {
            return new Running.Reload.Refused("the log file can't be opened: " + Reason.of(e));
        }
        Running.Reload outcome = running.reload(next);
        if (outcome instanceof Running.Reload.Refused) {
            Closing.logged(output, log);
            reopenLog(old);
        } else {
            log.switchTo(output);
            log.threshold(next.value(LoggingSettings.LOG_LEVEL));
            log.longestLine(next.value(LoggingSettings.MAX_LOGLEN));
        }
        return outcome;
    }

    private Result done(ConfigReading reading, OptionalInt rebound) {
        Configuration next = reading.configuration();
        List<String> warnings = reading.problems().stream().map(ConfigProblem::toString).toList();
        List<String> later = waitingForRestart(next);
        log.announce(LogLine.of("reloaded").with("file", next.file()));
        String text =
                "the settings of "
                        + next.file()
                        + " are in force\n"
                        + ConfigReply.lines(warnings)
                        + ConfigReply.lines(
                                later.stream().map(s -> s + ": after a restart only").toList())
                        + ConfigReply.reboundLine(rebound);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("reloaded", true);
        fields.put("warnings", warnings);
        fields.put("after_restart", later);
        rebound.ifPresent(count -> fields.put("rebound", count));
        return new Result(next, new AdminReply(ExitStatus.OK, text, Json.of(fields)));
    }

    /** {@return changed settings that a server reads only when it starts} */
    private List<String> waitingForRestart(Configuration next) {
        List<String> names = new ArrayList<>();
        for (Setting<?> setting : Settings.onRestart()) {
            if (setting.servers().contains(server)
                    && !startedOn.values(setting).equals(next.values(setting))) {
                names.add(setting.name());
            }
        }
        return names;
    }
}
