package dmail.setup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dmail.common.cli.ExitStatus;
import dmail.common.cli.SetupOptions;
import dmail.common.cli.SetupOptions.Flag;
import dmail.common.cli.Version;
import dmail.common.io.Reason;
import dmail.common.server.Environment;
import dmail.setup.called.ProgramName;
import dmail.setup.edit.Editing;
import dmail.setup.edit.Servers;
import dmail.setup.found.OwnAddresses;
import dmail.setup.moving.Import;
import dmail.setup.sandbox.Installation;
import dmail.setup.sandbox.Sandbox;
import dmail.setup.wizard.Wizard;
import dmail.setup.wizard.WizardContext;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;

/** What the command line of dmsetup asks for. */
final class Setup {
    private static final String HELP =
            """
            usage: dmsetup [-i file] [--answers file] [--set name=value]... [--yes]
                   [--start] [--dry-run] [-j]
                   dmsetup [-i file] vdomain add domain [login] | remove domain | list
                   dmsetup [-i file] user add name | passwd name | remove name | list
                   dmsetup [-i file] listen add name [address]:port [protocol]
                           | remove name | list
                   dmsetup [-i file] binding add name address | remove name | list
                   dmsetup [-i file] group add name domain | remove name | list
                   dmsetup [-i file] import [dmail.conf | postfix | sendmail]
                   dmsetup sandbox [--dir folder]
            Sets the mail servers up: asks a few questions, checks the answers against
            this machine and DNS, shows all that it will do, and does it after a yes. It
            can be run again.

              -i file             the configuration, instead of /etc/dmail.conf
              --answers file      take answers from lines "name value", and ask nothing
              --set name=value    one answer; it overrides the file's
              --yes               ask nothing; take the defaults, as found on this machine
              --start             start the servers at the end, and send a test message
              --dry-run           show what would be done, and do nothing
              -j, --json          ask nothing, and print JSON
              --plain             plain lines, without editing
              --dns address       ask this name server, instead of the system's
              --version           print the version
              -h, --help          print this text

            dmsetup vdomain, user, listen, binding and group change a site that is set
            up: they edit the files, with the same checks, and reload the servers.

              --set prefix=name   the prefix of a new virtual domain's accounts
              --set path=folder   the folder of its mail
              --set encryption=e  the encryption of a new listener
              --password-file f   take a user's password from the first line of a file
              --yes               make a random password, and print it

            dmsetup import reads the configuration of another mail server of this
            machine, or of an old DMail, and shows the equivalent settings. After a yes
            it writes them. It changes nothing of the old server.

            dmsetup sandbox runs dsmtp and dpop in the foreground, to try them out. It
            writes a small configuration and three users into a folder, and prints
            commands to copy. It needs no privileges, listens on loopback only, and
            sends nothing to other hosts.

              --dir folder        keep all there, and not in ~/.local/share/dmail-sandbox

            See dmsetup(8).
            """;

    private final Installation installation;
    private final Environment environment;
    private final ContextFactory contexts;

    Setup(Installation installation, Environment environment, ContextFactory contexts) {
        this.installation = installation;
        this.environment = environment;
        this.contexts = contexts;
    }

    ExitStatus run(List<String> arguments) throws InterruptedException {
        try {
            return carryOut(arguments);
        } catch (OutOfMemoryError e) {
            environment
                    .err()
                    .println(
                            ProgramName.TEXT
                                    + ": out of memory; DMAIL_JAVA_OPTS=-Xmx512m gives it more");
            return ExitStatus.SOFTWARE;
        }
    }

    private ExitStatus carryOut(List<String> arguments) throws InterruptedException {
        return switch (SetupOptions.parse(arguments)) {
            case SetupOptions.Help() -> print(ProgramName.in(HELP));
            case SetupOptions.ShowVersion() -> print(ProgramName.TEXT + " " + Version.TEXT + "\n");
            case SetupOptions.Wrong(var why) -> refuse(why);
            case SetupOptions.Run options -> run(options);
        };
    }

    private ExitStatus run(SetupOptions.Run options) throws InterruptedException {
        if (options.words().isEmpty()) {
            return wizard(options);
        }
        if (Editing.isOne(options.words())) {
            return edit(options);
        }
        if (options.words().getFirst().equals("import") && options.words().size() <= 2) {
            return takeOver(options);
        }
        boolean sandbox = options.words().equals(List.of("sandbox"));
        return sandbox
                ? sandbox(options.folder())
                : refuse("unknown command: " + String.join(" ", options.words()));
    }

    private ExitStatus wizard(SetupOptions.Run options) throws InterruptedException {
        try (ContextFactory.Opened opened = contexts.open(options)) {
            Wizard.Outcome outcome = new Wizard(options, file(options), opened.context()).run();
            if (options.has(Flag.JSON)) {
                environment.out().println(outcome.json());
            }
            return outcome.status();
        } catch (IOException e) {
            environment.err().println(ProgramName.TEXT + ": " + Reason.of(e));
            return ExitStatus.OS_ERROR;
        }
    }

    private ExitStatus edit(SetupOptions.Run options) throws InterruptedException {
        try (ContextFactory.Opened opened = contexts.open(options)) {
            WizardContext context = opened.context();
            Editing.Context editing =
                    new Editing.Context(
                            context.facts().host(),
                            context.dns(),
                            context.users(),
                            Servers.running(),
                            OwnAddresses.ofSystem(),
                            context.asker(),
                            context.random());
            Editing.Outcome outcome = Editing.run(options, file(options), editing);
            if (options.has(Flag.JSON)) {
                Writer out = new BufferedWriter(new OutputStreamWriter(environment.out(), UTF_8));
                outcome.writeJson(out);
                out.append(System.lineSeparator()).flush();
            }
            return outcome.status();
        } catch (IOException e) {
            environment.err().println(ProgramName.TEXT + ": " + Reason.of(e));
            return ExitStatus.OS_ERROR;
        }
    }

    private ExitStatus takeOver(SetupOptions.Run options) throws InterruptedException {
        try (ContextFactory.Opened opened = contexts.open(options)) {
            WizardContext context = opened.context();
            Import.Outcome outcome =
                    new Import(
                                    options,
                                    file(options),
                                    context.facts().host(),
                                    environment.files().getPath("/"),
                                    context.users(),
                                    context.asker(),
                                    context.random())
                            .run();
            if (options.has(Flag.JSON)) {
                environment.out().println(outcome.json());
            }
            return outcome.status();
        } catch (IOException e) {
            environment.err().println(ProgramName.TEXT + ": " + Reason.of(e));
            return ExitStatus.OS_ERROR;
        }
    }

    private Path file(SetupOptions.Run options) {
        return environment.files().getPath(options.file()).toAbsolutePath().normalize();
    }

    private ExitStatus sandbox(String folder) throws InterruptedException {
        Path path = folder.isEmpty() ? installation.sandbox() : environment.files().getPath(folder);
        return new Sandbox(installation, path.toAbsolutePath().normalize(), environment).run();
    }

    private ExitStatus print(String text) {
        environment.out().print(text);
        environment.out().flush();
        return ExitStatus.OK;
    }

    private ExitStatus refuse(String why) {
        environment.err().println(ProgramName.in("dmsetup: " + why + "; see dmsetup --help"));
        return ExitStatus.USAGE;
    }
}
