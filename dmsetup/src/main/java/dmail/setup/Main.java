package dmail.setup;

import dmail.common.cli.Surroundings;
import dmail.setup.sandbox.Installation;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Where the program starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        FileSystem files = FileSystems.getDefault();
        Surroundings surroundings =
                new Surroundings(files, InstantSource.system(), System.out, System.err);
        Installation installation =
                new Installation(
                        files.getPath(System.getProperty("dmail.home", ".")), dataHome(files));
        System.exit(new Setup(installation, surroundings).run(List.of(args)).code());
    }

    /** The user's folder for programs' data, by the XDG base directory specification. */
    private static Path dataHome(FileSystem files) {
        String named = System.getenv("XDG_DATA_HOME");
        return named != null && named.startsWith("/")
                ? files.getPath(named)
                : files.getPath(System.getProperty("user.home"), ".local", "share");
    }
}
