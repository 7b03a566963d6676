package dmail.common.server;

import dmail.common.cli.ExitStatus;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.EncryptionSettings;
import dmail.common.config.FileSettings;
import dmail.common.config.LoggingSettings;
import dmail.common.io.ProcessLock;
import dmail.common.io.Reason;
import dmail.common.log.LogFormat;
import dmail.common.log.LogLine;
import dmail.common.log.ServerLog;
import dmail.common.tls.RsaKeyExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The steps from a checked configuration to a running server; undone when one fails. */
final class ServerStart {
    private final ServerProgram program;
    private final Environment environment;
    private final Configuration configuration;

    private ServerStart(
            ServerProgram program, Configuration configuration, Environment environment) {
        this.program = program;
        this.configuration = configuration;
        this.environment = environment;
    }

    static ServerRun start(ServerProgram program, ConfigReading reading, Environment environment)
            throws CannotStart {
        return new ServerStart(program, reading.configuration(), environment).run(reading);
    }

    private ServerRun run(ConfigReading reading) throws CannotStart {
        checkUser();
        if (configuration.value(EncryptionSettings.TLS_RSA_KEY_EXCHANGE)) {
            RsaKeyExchange.allow();
        }
        ProcessLock lock = takeLock();
        try {
            return runLocked(reading, lock);
        } catch (CannotStart e) {
            Closing.quietly(lock);
            throw e;
        }
    }

    private ServerRun runLocked(ConfigReading reading, ProcessLock lock) throws CannotStart {
        ServerLog log = openLog();
        if (configuration.isSet(LoggingSettings.LOG_PATH)) {
            reading.problems().forEach(problem -> log.warning(Reloading.line(problem)));
        }
        try {
            Running running = program.start(configuration, log);
            return new ServerRun(program.server(), configuration, running, lock, log, environment);
        } catch (CannotStart e) {
            log.error(LogLine.of("not started").with("reason", String.valueOf(e.getMessage())));
            log.close();
            throw e;
        }
    }

    /**
     * Refuses to run as root when {@code run_as} names another user. The launcher changes the user;
     * if it could not see the line, this is still root, which the administrator doesn't want.
     */
    private void checkUser() throws CannotStart {
        Optional<String> wanted = configuration.find(FileSettings.RUN_AS);
        boolean root = ProcessHandle.current().info().user().filter("root"::equals).isPresent();
        if (root && wanted.filter(user -> !user.equals("root")).isPresent()) {
            throw new CannotStart(
                    ExitStatus.CONFIG,
                    "run_as "
                            + wanted.get()
                            + ", but this is root: the line has to be in "
                            + configuration.file()
                            + " itself, and bin/"
                            + name()
                            + " has to start the server");
        }
    }

    private ProcessLock takeLock() throws CannotStart {
        Path file = workPath().resolve(name() + ".lock");
        ProcessLock.Attempt attempt;
        try {
            attempt = ProcessLock.tryLock(file, name() + ", process " + pid());
        } catch (IOException e) {
            throw new CannotStart(
                    ExitStatus.CANNOT_CREATE, "no lock in work_path can be made: " + Reason.of(e));
        }
        return switch (attempt) {
            case ProcessLock.Attempt.Held(var lock) -> lock;
            case ProcessLock.Attempt.Taken(var holder) ->
                    throw new CannotStart(
                            ExitStatus.TEMPORARY,
                            "another server works on " + workPath() + ": " + holder);
        };
    }

    private ServerLog openLog() throws CannotStart {
        try {
            ServerLog log =
                    ServerLog.start(
                            new LogFormat(host(), name(), pid()),
                            environment.clock(),
                            configuration.value(LoggingSettings.LOG_LEVEL),
                            LogSettings.open(configuration, name(), environment.err()));
            log.longestLine(configuration.value(LoggingSettings.MAX_LOGLEN));
            return log;
        } catch (IOException e) {
            throw new CannotStart(
                    ExitStatus.CANNOT_CREATE, "the log file can't be opened: " + Reason.of(e));
        }
    }

    private String host() {
        return configuration
                .find(DomainSettings.LOCAL_HOST)
                .orElseGet(() -> configuration.values(DomainSettings.HOST_DOMAIN).getFirst())
                .toString();
    }

    private Path workPath() {
        return configuration.value(FileSettings.WORK_PATH);
    }

    private String name() {
        return program.server().toString();
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }
}
