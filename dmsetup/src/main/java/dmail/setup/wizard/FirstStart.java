package dmail.setup.wizard;

import dmail.common.cli.ExitStatus;
import dmail.common.config.Configuration;
import dmail.common.config.FileSettings;
import dmail.common.config.LoggingSettings;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import dmail.setup.ask.Asker;
import dmail.setup.ask.Draft;
import dmail.setup.ask.Key;
import dmail.setup.ask.Reply;
import dmail.setup.ask.Wrapped;
import dmail.setup.edit.Servers;
import dmail.setup.found.FactFinder;
import dmail.setup.trial.Programs;
import dmail.setup.trial.Trial;
import java.nio.file.Path;

/** After the files: the servers, and a message through them. */
final class FirstStart {
    private final Draft draft;
    private final WizardContext context;
    private final Asker asker;
    private final Configuration configuration;
    private final Trial trial;

    FirstStart(Draft draft, WizardContext context) {
        this.draft = draft;
        this.context = context;
        this.asker = context.asker();
        Path file = draft.facts().existing().file();
        this.configuration = ConfigReader.read(file, Server.DSMTP).configuration();
        Path work = configuration.value(FileSettings.WORK_PATH);
        this.trial =
                new Trial(
                        context.programs(),
                        new Programs.Site(file, work, output(file, work)),
                        configuration,
                        asker);
    }

    /**
     * What root opens lies where only root writes: in the folder of the servers' user a link could
     * lead it anywhere.
     */
    private Path output(Path file, Path work) {
        return draft.facts().host().isRoot()
                ? file.toAbsolutePath().getRoot().resolve("run/dmail.out")
                : configuration.find(LoggingSettings.LOG_PATH).orElse(work).resolve("start.out");
    }

    /** Servers that run already read what is new; others are started if somebody wants that. */
    ExitStatus offer() throws InterruptedException {
        asker.say("");
        if (trial.isUp()) {
            return reload();
        }
        return Yes.or(asker, "Start the servers now? (yes or no): ") ? run() : ExitStatus.OK;
    }

    private ExitStatus reload() {
        Path work = configuration.value(FileSettings.WORK_PATH);
        asker.say("The servers run already:");
        for (Server server : Server.values()) {
            Servers.running()
                    .reload(server, work)
                    .text()
                    .lines()
                    .flatMap(line -> Wrapped.lines("   ", "      ", line).stream())
                    .forEach(asker::say);
        }
        return ExitStatus.OK;
    }

    /** Starts them and tries them. */
    ExitStatus run() throws InterruptedException {
        if (!trial.start()) {
            return ExitStatus.UNAVAILABLE;
        }
        String user = draft.hasOwnUsers() ? draft.value(Key.USER) : asked();
        String password = user.isEmpty() ? "" : password(user);
        if (password.isEmpty()) {
            asker.say("   The test with a message is left out.");
            return ExitStatus.OK;
        }
        String address = user + "@" + draft.value(Key.HOST_DOMAIN);
        String mark = FactFinder.secret(context.random());
        return trial.passes(address, user, password, mark) ? ExitStatus.OK : ExitStatus.UNAVAILABLE;
    }

    private String asked() {
        return text(asker.ask("   A user for a test with a message (Enter leaves it out): "));
    }

    private String password(String user) {
        String known = draft.value(Key.PASSWORD);
        return known.isEmpty()
                ? text(asker.askSecret("   Password of " + user + " (Enter leaves the test out): "))
                : known;
    }

    private static String text(Reply reply) {
        return switch (reply) {
            case Reply.Text(var text) -> text.strip();
            case Reply.Gone() -> "";
        };
    }
}
