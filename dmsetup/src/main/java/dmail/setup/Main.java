package dmail.setup;

import dmail.common.server.Environment;
import dmail.setup.SystemContextFactory.Frontend;
import dmail.setup.sandbox.Installation;
import java.io.Console;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the program starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        Environment environment = Environment.ofProcess(System.out, System.err, System.getenv());
        FileSystem files = environment.files();
        Installation installation =
                new Installation(
                        files.getPath(System.getProperty("dmail.home", ".")), dataHome(files));
        ContextFactory contexts =
                new SystemContextFactory(installation, environment, System.in, frontend());
        System.exit(new Setup(installation, environment, contexts).run(List.of(args)).code());
    }

    private static Frontend frontend() {
        boolean terminal =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        return terminal && !"dumb".equals(System.getenv("TERM"))
                ? Frontend.TERMINAL
                : Frontend.LINES;
    }

    /** The user's folder for programs' data, by the XDG base directory specification. */
    private static Path dataHome(FileSystem files) {
        String named = System.getenv("XDG_DATA_HOME");
        return named != null && named.startsWith("/")
                ? files.getPath(named)
                : files.getPath(System.getProperty("user.home"), ".local", "share");
    }
}
