package dmail.smtp.sendmail;

import dmail.common.admin.AdminClient;
import dmail.common.admin.ControlSocket;
import dmail.common.admin.ReplyForm;
import dmail.common.cli.ExitStatus;
import dmail.common.cli.Version;
import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.FileSettings;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import dmail.common.io.Reason;
import dmail.common.server.Environment;
import dmail.smtp.submission.SubmitFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of the command.
 *
 * @param in standard input
 */
public record Run(Environment environment, InputStream in, Caller caller) {
    /** Runs it; {@return the exit status} */
    public int of(List<String> arguments) {
        CommandLine line = CommandLine.read(arguments);
        return switch (line.wanted()) {
            case SendmailRequest.Help() -> say(CommandLine.help());
            case SendmailRequest.ShowVersion() -> say("sendmail " + Version.TEXT + "\n");
            case SendmailRequest.Wrong(var why) -> refuse(ExitStatus.USAGE, why);
            case SendmailRequest.Aliases() -> ExitStatus.OK.code();
            case SendmailRequest.Send _,
                    SendmailRequest.Talk _,
                    SendmailRequest.Verify _,
                    SendmailRequest.Control _ ->
                    withSettings(line);
        };
    }

    private int withSettings(CommandLine line) {
        Path file = environment.files().getPath(line.options().file()).toAbsolutePath();
        ConfigReading reading = ConfigReader.readForTool(file, Server.DSMTP);
        Configuration settings = reading.configuration();
        if (settings.find(FileSettings.WORK_PATH).isEmpty()
                || settings.values(DomainSettings.HOST_DOMAIN).isEmpty()) {
            return refuseSettings(file, reading);
        }
        return switch (line.wanted()) {
            case SendmailRequest.Send send ->
                    tell(new Sendmail(settings, caller).send(send, line.options(), in));
            case SendmailRequest.Verify(var recipients) -> verify(settings, recipients);
            case SendmailRequest.Talk() ->
                    runSession(SubmitFolder.in(settings.value(FileSettings.WORK_PATH)));
            case SendmailRequest.Control(var words) -> control(settings, words);
            case SendmailRequest.Aliases _,
                    SendmailRequest.Help _,
                    SendmailRequest.ShowVersion _,
                    SendmailRequest.Wrong _ ->
                    throw new IllegalStateException("needs no settings");
        };
    }

    private int refuseSettings(Path file, ConfigReading reading) {
        if (!Files.isReadable(file)) {
            return refuse(
                    ExitStatus.CONFIG,
                    file
                            + " can't be read by this user; sendmail takes host_domain and"
                            + " work_path from it");
        }
        reading.problems().stream()
                .filter(problem -> problem.severity() == ConfigProblem.Severity.FATAL)
                .forEach(environment.err()::println);
        return refuse(ExitStatus.CONFIG, "can't find dsmtp, the configuration has errors");
    }

    private int tell(SubmissionOutcome outcome) {
        return switch (outcome) {
            case SubmissionOutcome.Done() -> ExitStatus.OK.code();
            case SubmissionOutcome.Refused(var status, var reasons) -> {
                reasons.forEach(reason -> environment.err().println("sendmail: " + reason));
                yield status.code();
            }
            case SubmissionOutcome.Later(var why) -> refuse(ExitStatus.TEMPORARY, why);
        };
    }

    private int verify(Configuration settings, List<String> recipients) {
        List<String> answers = new ArrayList<>();
        SubmissionOutcome outcome = new Sendmail(settings, caller).verify(recipients, answers);
        answers.forEach(environment.out()::println);
        environment.out().flush();
        boolean isReported = !answers.isEmpty() && outcome instanceof SubmissionOutcome.Refused;
        return isReported && outcome instanceof SubmissionOutcome.Refused(var status, _)
                ? status.code()
                : tell(outcome);
    }

    private int runSession(SubmitFolder folder) {
        try {
            Exchange exchange = SmtpPipe.between(in, environment.out(), folder.socket());
            if (exchange.isCutShort()) {
                return refuse(
                        ExitStatus.DATA_ERROR,
                        "the input ended within a message, which was not sent");
            }
            return exchange.isLost()
                    ? refuse(
                            ExitStatus.TEMPORARY,
                            "dsmtp ended the connection within a message, which was not sent")
                    : ExitStatus.OK.code();
        } catch (IOException e) {
            environment.out().print("421 4.3.2 dsmtp is not running; try again later\r\n");
            environment.out().flush();
            return ExitStatus.TEMPORARY.code();
        }
    }

    private int control(Configuration settings, List<String> words) {
        Path socket = ControlSocket.of(Server.DSMTP, settings.value(FileSettings.WORK_PATH));
        try {
            AdminClient.Answer answer =
                    new AdminClient(socket).ask(ReplyForm.TEXT, words, environment.out()::print);
            boolean good = answer.status() == ExitStatus.OK.code();
            (good ? environment.out() : environment.err()).print(answer.body());
            environment.out().flush();
            return answer.status();
        } catch (IOException e) {
            String reason = Reason.of(e);
            return reason.contains("Permission denied")
                    ? refuse(
                            ExitStatus.NO_PERMISSION,
                            "only root and the user of dsmtp may see the queue")
                    : refuse(ExitStatus.UNAVAILABLE, "dsmtp is not running");
        }
    }

    private int say(String text) {
        environment.out().print(text);
        environment.out().flush();
        return ExitStatus.OK.code();
    }

    private int refuse(ExitStatus status, String why) {
        environment.err().println("sendmail: " + why);
        return status.code();
    }
}
