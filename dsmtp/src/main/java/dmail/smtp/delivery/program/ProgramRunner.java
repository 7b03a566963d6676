package dmail.smtp.delivery.program;

import dmail.common.address.EmailAddress;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.smtp.delivery.MailboxCopy;
import dmail.smtp.delivery.Outcome;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.routing.Destination;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs the programs that get mail. A server that runs as root changes to the user by {@code
 * runuser}, and runs a user's own programs in his home folder. Any other server runs programs with
 * its own rights, and refuses those that must run as a user.
 */
public final class ProgramRunner implements ProgramDelivery {
    private static final EnhancedCode SLOW = new EnhancedCode(4, 3, 0);
    private static final EnhancedCode NO_RIGHTS = new EnhancedCode(4, 3, 5);

    private final Supplier<ProgramSettings> settings;
    private final boolean root;
    private final ZoneId zone;
    private final Log log;

    /**
     * @param settings the current ones
     * @param root whether the server runs as root, so that it can and must change the user
     * @param zone of the date in the From line
     */
    public ProgramRunner(Supplier<ProgramSettings> settings, boolean root, ZoneId zone, Log log) {
        this.settings = settings;
        this.root = root;
        this.zone = zone;
        this.log = log;
    }

    @Override
    public Outcome deliver(Destination.Program program, EmailAddress recipient, MailboxCopy copy) {
        if (!root && !program.user().isEmpty()) {
            return new Outcome.Deferred(
                    DeliveryStatus.of(
                            NO_RIGHTS,
                            "only a server with the rights of root runs programs of users"));
        }
        if (!program.user().isEmpty() && !UserRights.isPlain(program.user())) {
            return new Outcome.Deferred(
                    DeliveryStatus.of(
                            NO_RIGHTS, "no program can be run for a user of such a name"));
        }
        try {
            return run(program, recipient, copy);
        } catch (IOException failure) {
            log.error(
                    LogLine.of(copy.id().text(), "cannot run program")
                            .with("program", program.command())
                            .with("reason", failure));
            return new Outcome.Deferred(DeliveryStatus.localFailure("a program cannot be run"));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Outcome.Deferred(
                    DeliveryStatus.localFailure("the mail server is shutting down"));
        }
    }

    private Outcome run(Destination.Program program, EmailAddress recipient, MailboxCopy copy)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words(program)).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(ProgramEnvironment.of(copy.sender(), recipient));
        Process process = builder.start();
        ProgramPipes pipes =
                ProgramPipes.begin(process, out -> ProgramMessageText.write(copy, zone, out));
        try {
            long timeoutMillis = settings.get().timeout().toMillis();
            boolean ended = process.waitFor(timeoutMillis, TimeUnit.MILLISECONDS);
            return ended
                    ? outcome(program, process.exitValue(), pipes.output())
                    : new Outcome.Deferred(
                            DeliveryStatus.of(
                                    SLOW,
                                    name(program)
                                            + " has not ended in "
                                            + settings.get().timeout().toSeconds()
                                            + " s"));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private List<String> words(Destination.Program program) {
        List<String> commandLine = CommandWords.split(program.command());
        if (!root) {
            return commandLine;
        }
        return program.user().isEmpty()
                ? UserRights.handedTo(settings.get().user(), commandLine)
                : UserRights.atHome(program.user(), commandLine);
    }

    private static Outcome outcome(Destination.Program program, int code, String output) {
        if (code == 0) {
            return new Outcome.Delivered();
        }
        ExitCode.Meaning meaning = ExitCode.meaning(code);
        String text =
                name(program)
                        + " "
                        + meaning.text()
                        + " (exit code "
                        + code
                        + ")"
                        + (output.isEmpty() ? "" : ": " + output);
        DeliveryStatus why = DeliveryStatus.of(meaning.status(), text);
        return meaning.isFinal() ? new Outcome.Refused(why) : new Outcome.Deferred(why);
    }

    /** Reports to senders name the program, not its arguments. */
    private static String name(Destination.Program program) {
        String first = program.command().strip().split("[ \t]", 2)[0];
        return "program " + first.substring(first.lastIndexOf('/') + 1);
    }
}
