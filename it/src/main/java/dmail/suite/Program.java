package dmail.suite;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the programs of other people that tests drive the servers with. */
public final class Program {
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private Program() {}

    /** {@return where that program is installed} */
    public static Optional<Path> find(String name) {
        return SEPARATOR
                .splitAsStream(System.getenv().getOrDefault("PATH", "/usr/bin"))
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
