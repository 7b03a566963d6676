package dmail.common.server;

import dmail.common.cli.ExitStatus;
import dmail.common.cli.ServerOptions;
import dmail.common.cli.Version;
import dmail.common.config.ConfigReading;
import dmail.common.config.ConfigReport;
import dmail.common.config.Configuration;
import dmail.common.config.read.ConfigReader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Starts a server, or does what else its command line asks for. */
public final class ServerMain {
    private final ServerProgram program;
    private final Environment environment;

    private ServerMain(ServerProgram program, Environment environment) {
        this.program = program;
        this.environment = environment;
    }

    /**
     * Runs a server that is a process of its own, as {@link #run} does. Must be called before the
     * first virtual thread is started.
     *
     * @return the exit status of the process
     */
    public static ExitStatus start(
            ServerProgram program, Environment environment, String... arguments) {
        CarrierThreads.prepare();
        return run(program, List.of(arguments), environment);
    }

    /** Runs a server until it is stopped, or answers a question about it. */
    public static ExitStatus run(
            ServerProgram program, List<String> arguments, Environment environment) {
        return new ServerMain(program, environment).run(ServerOptions.parse(arguments));
    }

    private ExitStatus run(ServerOptions options) {
        return switch (options) {
            case ServerOptions.Help() -> print(ServerOptions.help(name()));
            case ServerOptions.ShowVersion() -> print(name() + " " + Version.TEXT + "\n");
            case ServerOptions.Wrong(var why) -> {
                complain(why + "; " + name() + " --help lists the options");
                yield ExitStatus.USAGE;
            }
            case ServerOptions.Run(var file, var task) -> run(file, task);
        };
    }

    private ExitStatus run(String fileName, ServerOptions.Task task) {
        Path file = environment.files().getPath(fileName).toAbsolutePath();
        return switch (task) {
            case CHECK -> check(whole(file));
            case SHOW_CHANGED -> show(ConfigReport.changed(lines(file)));
            case SHOW_ALL -> show(ConfigReport.all(lines(file)));
            case SERVE -> serve(whole(file));
        };
    }

    private ConfigReading whole(Path file) {
        return ServerReading.read(file, program.server(), environment.clock());
    }

    private Configuration lines(Path file) {
        return ConfigReader.read(file, program.server()).configuration();
    }

    private ExitStatus check(ConfigReading reading) {
        reading.problems().forEach(environment.out()::println);
        environment.out().flush();
        return reading.isRight() ? ExitStatus.OK : ExitStatus.CONFIG;
    }

    private ExitStatus show(List<String> lines) {
        return print(lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }

    private ExitStatus serve(ConfigReading reading) {
        reading.problems().forEach(environment.err()::println);
        if (!reading.isUsable()) {
            complain("not started, because of the configuration");
            return ExitStatus.CONFIG;
        }
        try {
            ServerStart.start(program, reading, environment).untilStopped();
            return ExitStatus.OK;
        } catch (CannotStart e) {
            complain("not started: " + e.getMessage());
            return e.status();
        }
    }

    private ExitStatus print(String text) {
        environment.out().print(text);
        environment.out().flush();
        return ExitStatus.OK;
    }

    private void complain(String sentence) {
        environment.err().println(name() + ": " + sentence);
    }

    private String name() {
        return program.server().toString();
    }
}
