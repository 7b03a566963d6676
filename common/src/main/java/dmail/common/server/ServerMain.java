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
    private final Environment surroundings;

    private ServerMain(ServerProgram program, Environment surroundings) {
        this.program = program;
        this.surroundings = surroundings;
    }

    /**
     * Runs a server that is a process of its own, as {@link #run} does. Must be called before the
     * first virtual thread is started.
     *
     * @return the exit status of the process
     */
    public static ExitStatus start(
            ServerProgram program, Environment surroundings, String... arguments) {
        CarrierThreads.prepare();
        return run(program, List.of(arguments), surroundings);
    }

    /** Runs a server until it is stopped, or answers a question about it. */
    public static ExitStatus run(
            ServerProgram program, List<String> arguments, Environment surroundings) {
        return new ServerMain(program, surroundings).run(ServerOptions.parse(arguments));
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
        Path file = surroundings.files().getPath(fileName).toAbsolutePath();
        return switch (task) {
            case CHECK -> check(whole(file));
            case SHOW_CHANGED -> show(ConfigReport.changed(lines(file)));
            case SHOW_ALL -> show(ConfigReport.all(lines(file)));
            case SERVE -> serve(whole(file));
        };
    }

    private ConfigReading whole(Path file) {
        return ServerReading.read(file, program.server(), surroundings.clock());
    }

    private Configuration lines(Path file) {
        return ConfigReader.read(file, program.server()).configuration();
    }

    private ExitStatus check(ConfigReading reading) {
        reading.problems().forEach(surroundings.out()::println);
        surroundings.out().flush();
        return reading.isRight() ? ExitStatus.OK : ExitStatus.CONFIG;
    }

    private ExitStatus show(List<String> lines) {
        return print(lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }

    private ExitStatus serve(ConfigReading reading) {
        reading.problems().forEach(surroundings.err()::println);
        if (!reading.isUsable()) {
            complain("not started, because of the configuration");
            return ExitStatus.CONFIG;
        }
        try {
            ServerStart.start(program, reading, surroundings).untilStopped();
            return ExitStatus.OK;
        } catch (CannotStart e) {
            complain("not started: " + e.getMessage());
            return e.status();
        }
    }

    private ExitStatus print(String text) {
        surroundings.out().print(text);
        surroundings.out().flush();
        return ExitStatus.OK;
    }

    private void complain(String sentence) {
        surroundings.err().println(name() + ": " + sentence);
    }

    private String name() {
        return program.server().toString();
    }
}
