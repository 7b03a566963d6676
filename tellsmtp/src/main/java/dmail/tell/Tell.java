package dmail.tell;

import dmail.common.admin.AdminClient;
import dmail.common.admin.CommandTable;
import dmail.common.admin.ControlSocket;
import dmail.common.cli.ControlOptions;
import dmail.common.cli.Surroundings;
import dmail.common.cli.Version;
import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.Settings;
import dmail.common.exit.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Sends one command to a server and shows what it says. */
final class Tell {
    private final ControlProgram program;
    private final Surroundings surroundings;

    Tell(ControlProgram program, Surroundings surroundings) {
        this.program = program;
        this.surroundings = surroundings;
    }

    /** {@return the exit status, after doing what the command line asks} */
    int run(List<String> arguments) {
        return switch (ControlOptions.parse(arguments)) {
            case ControlOptions.Help() -> print(Usage.of(program));
            case ControlOptions.ShowVersion() -> print(program + " " + Version.TEXT + "\n");
            case ControlOptions.Wrong(var why) -> refuse(ExitStatus.USAGE, why + hint());
            case ControlOptions.AskElsewhere() ->
                    refuse(
                            ExitStatus.UNAVAILABLE,
                            "-n and -p are for control over the network, which this version does"
                                    + " not have; run "
                                    + program
                                    + " on the server's own host, without them");
            case ControlOptions.Ask ask -> ask(ask);
        };
    }

    private int ask(ControlOptions.Ask ask) {
        Optional<String> problem = problemWith(ask.words());
        if (problem.isPresent()) {
            return refuse(ExitStatus.USAGE, problem.get() + hint());
        }
        if (isHelp(ask)) {
            return print(Usage.of(program));
        }
        ConfigReading reading =
                Configuration.read(
                        surroundings.files().getPath(ask.file()).toAbsolutePath(),
                        program.server());
        Optional<Path> workPath = reading.configuration().find(Settings.WORK_PATH);
        return workPath.map(path -> ask(ask, ControlSocket.of(program.server(), path)))
                .orElseGet(() -> refuseConfiguration(reading));
    }

    private Optional<String> problemWith(List<String> words) {
        if (words.isEmpty()) {
            return Optional.of("no command is given");
        }
        if (words.getFirst().endsWith(".msc")) {
            return Optional.of("script files (.msc) are not sent by this version");
        }
        return CommandTable.find(words, program.server()).isPresent()
                ? Optional.empty()
                : Optional.of("no command is named " + words.getFirst());
    }

    private String hint() {
        return "; " + program + " help lists the commands";
    }

    /** Help for people is at hand, and wanted most when no server runs. */
    private boolean isHelp(ControlOptions.Ask ask) {
        return !ask.json() && ask.words().getFirst().equalsIgnoreCase("help");
    }

    private int refuseConfiguration(ConfigReading reading) {
        reading.problems().stream()
                .filter(problem -> problem.severity() == ConfigProblem.Severity.FATAL)
                .forEach(surroundings.err()::println);
        return refuse(ExitStatus.CONFIG, "the configuration does not lead to a server");
    }

    private int ask(ControlOptions.Ask ask, Path socket) {
        AdminClient client = new AdminClient(socket);
        try {
            return show(
                    ask.json() ? client.json(ask.words()) : client.text(ask.words()), ask.json());
        } catch (IOException e) {
            return explain(e, socket);
        }
    }

    private int show(AdminClient.Answer answer, boolean json) {
        if (json || isResult(answer.status())) {
            return print(answer);
        }
        surroundings.err().print(program + ": " + answer.body());
        return answer.status();
    }

    /** Whether the reply is what was asked for, though perhaps "there is no such user". */
    private static boolean isResult(int status) {
        return status == ExitStatus.OK.code()
                || status == ExitStatus.NO_USER.code()
                || status == ExitStatus.NO_HOST.code()
                || status == ExitStatus.TEMPORARY.code();
    }

    private int print(AdminClient.Answer answer) {
        surroundings.out().print(answer.body());
        surroundings.out().flush();
        return answer.status();
    }

    private int print(String text) {
        return print(new AdminClient.Answer(ExitStatus.OK.code(), text));
    }

    private int explain(IOException trouble, Path socket) {
        String reason = String.valueOf(trouble.getMessage());
        if (reason.contains("Permission denied")) {
            return refuse(
                    ExitStatus.NO_PERMISSION,
                    "only root and the user of " + program.server() + " may use " + socket);
        }
        boolean nobody = Files.notExists(socket) || reason.contains("refused");
        return refuse(
                ExitStatus.UNAVAILABLE,
                nobody
                        ? program.server() + " is not running: nothing listens on " + socket
                        : "no answer from " + program.server() + " on " + socket + ": " + reason);
    }

    private int refuse(ExitStatus status, String why) {
        surroundings.err().println(program + ": " + why);
        return status.code();
    }
}
