package dmail.tell;

import dmail.common.admin.AdminClient;
import dmail.common.admin.AdminCommand;
import dmail.common.admin.CommandTable;
import dmail.common.admin.ControlSocket;
import dmail.common.admin.RemoteClient;
import dmail.common.admin.ReplyForm;
import dmail.common.authent.ManagerPassword;
import dmail.common.authent.password.Password;
import dmail.common.cli.ControlOptions;
import dmail.common.cli.ExitStatus;
import dmail.common.cli.Version;
import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.FileSettings;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenLine.Protocol;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import dmail.common.config.read.ConfigReader;
import dmail.common.io.Reason;
import dmail.common.net.ListeningSocket;
import dmail.common.server.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Sends one command to a server and shows what it says. */
final class Tell {
    private final ControlProgram program;
    private final Environment environment;
    private final Secrets secrets;
    private final Supplier<RandomGenerator> random;

    /**
     * @param random makes what nobody may guess; asked only when that is needed, since it takes its
     *     time
     */
    Tell(
            ControlProgram program,
            Environment environment,
            Secrets secrets,
            Supplier<RandomGenerator> random) {
        this.program = program;
        this.environment = environment;
        this.secrets = secrets;
        this.random = random;
    }

    /** {@return the exit status, after doing what the command line asks} */
    int run(List<String> arguments) {
        try {
            return carryOut(arguments);
        } catch (OutOfMemoryError e) {
            return refuse(
                    ExitStatus.SOFTWARE,
                    "out of memory; DMAIL_JAVA_OPTS=-Xmx512m gives " + program + " more");
        } catch (RuntimeException e) {
            return refuse(ExitStatus.SOFTWARE, "bug in " + program + ": " + e);
        }
    }

    private int carryOut(List<String> arguments) {
        ControlOptions options = ControlOptions.parse(arguments);
        if (options instanceof ControlOptions.Ask usual) {
            // Before the switch, which the Java would put together at each start.
            return ask(usual);
        }
        return switch (options) {
            case ControlOptions.Help() -> print(Usage.of(program));
            case ControlOptions.ShowVersion() -> print(program + " " + Version.TEXT + "\n");
            case ControlOptions.Wrong(var why) -> refuse(ExitStatus.USAGE, why + hint());
            case ControlOptions.AskElsewhere there -> askElsewhere(there);
            case ControlOptions.Ask ask -> ask(ask);
        };
    }

    private int ask(ControlOptions.Ask ask) {
        if (isScript(ask.words())) {
            return play(ask.words().getFirst(), address(read(ask.file()).configuration()));
        }
        if (isSetPassword(ask.words())) {
            return setPassword(read(ask.file()));
        }
        Optional<AdminCommand> command = command(ask.words());
        if (command.isEmpty()) {
            return refuse(ExitStatus.USAGE, problemWith(ask.words()) + hint());
        }
        if (isHelp(ask)) {
            return print(Usage.of(program));
        }
        ConfigReading reading = read(ask.file());
        Optional<Path> workPath = reading.configuration().find(FileSettings.WORK_PATH);
        return workPath.isPresent()
                ? ask(ask, command.get(), ControlSocket.of(program.server(), workPath.get()))
                : refuseConfiguration(reading);
    }

    private Optional<AdminCommand> command(List<String> words) {
        return CommandTable.find(words, program.server()).map(CommandTable.Call::command);
    }

    private ConfigReading read(String file) {
        return ConfigReader.readForTool(
                environment.files().getPath(file).toAbsolutePath(), program.server());
    }

    private boolean isScript(List<String> words) {
        return program.server() == Server.DSMTP
                && words.size() == 1
                && words.getFirst().endsWith(".msc");
    }

    private static boolean isSetPassword(List<String> words) {
        return String.join("", words).replaceAll("[_-]", "").equalsIgnoreCase("setpassword");
    }

    /** {@return where the server listens for everybody; its usual port if nothing else is known} */
    private InetSocketAddress address(Configuration configuration) {
        Protocol protocol =
                switch (program.server()) {
                    case DSMTP -> Protocol.SMTP;
                    case DPOP -> Protocol.POP;
                };
        Optional<ListenerDefinition> listener =
                reachable(ListenerTable.of(configuration).plain(protocol));
        InetAddress address =
                listener.flatMap(ListenerDefinition::address)
                        .orElseGet(InetAddress::getLoopbackAddress);
        return new InetSocketAddress(
                address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address,
                listener.map(ListenerDefinition::port).orElseGet(this::usualPort));
    }

    /** {@return the first whose address this machine has; else the first} */
    private static Optional<ListenerDefinition> reachable(List<ListenerDefinition> listeners) {
        return listeners.stream()
                .filter(each -> each.address().filter(ListeningSocket::isAddressMissing).isEmpty())
                .findFirst()
                .or(() -> listeners.stream().findFirst());
    }

    private int usualPort() {
        return switch (program.server()) {
            case DSMTP -> 25;
            case DPOP -> 110;
        };
    }

    private int play(String script, InetSocketAddress server) {
        Path file = environment.files().getPath(script);
        if (!Files.isReadable(file)) {
            return refuse(ExitStatus.NO_INPUT, file + " can't be read");
        }
        try {
            return Script.play(file, server, environment.out()).code();
        } catch (IOException e) {
            return refuse(
                    ExitStatus.UNAVAILABLE,
                    "the script did not get to its end at " + text(server) + ": " + Reason.of(e));
        }
    }

    private static String text(InetSocketAddress server) {
        return server.getHostString() + ":" + server.getPort();
    }

    private int setPassword(ConfigReading reading) {
        Optional<Path> workPath = reading.configuration().find(FileSettings.WORK_PATH);
        if (workPath.isEmpty()) {
            return refuseConfiguration(reading);
        }
        ManagerPassword file = ManagerPassword.in(workPath.get());
        try (Password password = secrets.ask("new password for control over the network")) {
            file.set(password, random.get());
            return print(
                    file.file()
                            + " is written; clients of manager_ip_address may use the password"
                            + " now\n");
        } catch (IOException e) {
            return refuse(ExitStatus.CANNOT_CREATE, "the password is not set: " + Reason.of(e));
        }
    }

    private int askElsewhere(ControlOptions.AskElsewhere there) {
        int port = there.port() == 0 ? usualPort() : there.port();
        InetSocketAddress server = new InetSocketAddress(there.host(), port);
        if (server.isUnresolved()) {
            return refuse(ExitStatus.UNAVAILABLE, "no host is named " + there.host());
        }
        if (isScript(there.words())) {
            return play(there.words().getFirst(), server);
        }
        Optional<AdminCommand> command = command(there.words());
        if (command.isEmpty() && !isSetPassword(there.words())) {
            return refuse(ExitStatus.USAGE, problemWith(there.words()) + hint());
        }
        RemoteClient client = new RemoteClient(program.server(), server, random.get());
        boolean live = command.filter(AdminCommand::isLive).isPresent();
        try (Password password = password(there)) {
            return show(answer(there, live, client, password), there.json());
        } catch (RemoteClient.NotAllowed e) {
            return refuse(ExitStatus.NO_PERMISSION, text(server) + " " + e.getMessage());
        } catch (IOException e) {
            return refuse(
                    ExitStatus.UNAVAILABLE, "no answer from " + text(server) + ": " + Reason.of(e));
        }
    }

    private AdminClient.Answer answer(
            ControlOptions.AskElsewhere there, boolean live, RemoteClient client, Password password)
            throws IOException {
        List<String> words = there.words();
        if (live) {
            return there.json()
                    ? client.followJson(words, password, this::showLine)
                    : client.followText(words, password, this::showLine);
        }
        return client.ask(form(there.json()), words, password, this::printPiece);
    }

    private Password password(ControlOptions.AskElsewhere there) throws IOException {
        if (there.passwordFile().isEmpty()) {
            return secrets.ask("password");
        }
        Path file = environment.files().getPath(there.passwordFile());
        try (InputStream in = Files.newInputStream(file)) {
            return ConsoleSecrets.firstLine(in);
        }
    }

    private String problemWith(List<String> words) {
        if (words.isEmpty()) {
            return "no command is given";
        }
        Optional<String> meant = CommandTable.meant(words, program.server());
        if (meant.isPresent()) {
            return "no command is named "
                    + String.join(" ", words.subList(0, 2))
                    + "; perhaps: "
                    + meant.get();
        }
        StringJoiner near = new StringJoiner(", ", "; there are ", "").setEmptyValue("");
        String beginning = words.getFirst().toLowerCase(Locale.ROOT).replace('-', '_') + "_";
        for (AdminCommand command : CommandTable.servedBy(program.server())) {
            if (command.name().startsWith(beginning)) {
                near.add(command.name());
            }
        }
        return "no command is named " + String.join(" ", beginWith(words, near)) + near;
    }

    /**
     * {@return the words that are no command: two of them if some commands begin with the first}
     */
    private static List<String> beginWith(List<String> words, StringJoiner near) {
        return words.subList(0, near.length() == 0 ? 1 : Math.min(2, words.size()));
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
                .forEach(environment.err()::println);
        return refuse(ExitStatus.CONFIG, "can't find the server, the configuration has errors");
    }

    private int ask(ControlOptions.Ask ask, AdminCommand command, Path socket) {
        try {
            return show(answer(ask, command, new AdminClient(socket)), ask.json());
        } catch (IOException e) {
            return explain(e, socket);
        }
    }

    private AdminClient.Answer answer(
            ControlOptions.Ask ask, AdminCommand command, AdminClient client) throws IOException {
        List<String> words = ask.words();
        if (command.isLive()) {
            return ask.json()
                    ? client.followJson(words, this::showLine)
                    : client.followText(words, this::showLine);
        }
        return client.ask(form(ask.json()), words, this::printPiece);
    }

    private static ReplyForm form(boolean json) {
        return json ? ReplyForm.JSON : ReplyForm.TEXT;
    }

    private void printPiece(String piece) {
        environment.out().print(piece);
    }

    private void showLine(String line) {
        environment.out().print(line + "\n");
        environment.out().flush();
    }

    private int show(AdminClient.Answer answer, boolean json) {
        if (json || isResult(answer.status())) {
            return print(answer);
        }
        environment.err().print(program + ": " + answer.body());
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
        environment.out().print(answer.body());
        environment.out().flush();
        return answer.status();
    }

    private int print(String text) {
        return print(new AdminClient.Answer(ExitStatus.OK.code(), text));
    }

    private int explain(IOException failure, Path socket) {
        String reason = Reason.of(failure);
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
        environment.err().println(program + ": " + why);
        return status.code();
    }
}
