package dmail.setup;

import dmail.common.cli.Surroundings;
import dmail.common.cli.Version;
import dmail.common.exit.ExitStatus;
import dmail.setup.sandbox.Installation;
import dmail.setup.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.List;

/** What the command line of dmsetup asks for. */
final class Setup {
    private static final String HELP =
            """
            usage: dmsetup sandbox [--dir folder]
            Tries the servers out: writes a small configuration and three users into a folder,
            runs dsmtp and dpop on it in the foreground, and prints what to type next. It needs
            no rights, listens on loopback only, and sends nothing to other hosts.

              --dir folder  keep everything there, instead of in ~/.local/share/dmail-sandbox
              --version     print the version
              -h, --help    print this text
            """;

    private final Installation installation;
    private final Surroundings surroundings;

    Setup(Installation installation, Surroundings surroundings) {
        this.installation = installation;
        this.surroundings = surroundings;
    }

    ExitStatus run(List<String> arguments) throws InterruptedException {
        if (arguments.size() == 3 && arguments.subList(0, 2).equals(List.of("sandbox", "--dir"))) {
            return sandbox(surroundings.files().getPath(arguments.get(2)));
        }
        return switch (String.join(" ", arguments)) {
            case "-h", "--help" -> print(HELP);
            case "--version" -> print("dmsetup " + Version.TEXT + "\n");
            case "sandbox" -> sandbox(installation.dataHome().resolve("dmail-sandbox"));
            default -> refuse();
        };
    }

    private ExitStatus sandbox(Path folder) throws InterruptedException {
        return new Sandbox(installation, folder.toAbsolutePath().normalize(), surroundings).run();
    }

    private ExitStatus print(String text) {
        surroundings.out().print(text);
        surroundings.out().flush();
        return ExitStatus.OK;
    }

    private ExitStatus refuse() {
        surroundings.err().println("usage: dmsetup sandbox [--dir folder]; --help tells more");
        return ExitStatus.USAGE;
    }
}
