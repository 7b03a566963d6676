package dmail.suite;

import java.nio.file.Files;
import java.nio.file.Path;

/** The tree that a build leaves, with its launchers. */
public record Tree(Path root) {
    private static final String PROPERTY = "dmail.tree";

    /** {@return the tree of this build, or the one that the system property names} */
    public static Tree built() {
        Path root = Path.of(System.getProperty(PROPERTY, "../dist/target/dmail"));
        if (!Files.isDirectory(root)) {
            throw new IllegalStateException("No tree at " + root + ": build it with mvn package");
        }
        return new Tree(root.toAbsolutePath().normalize());
    }

    /** {@return the launcher of that program} */
    public Path launcher(String program) {
        return root.resolve("bin").resolve(program);
    }
}
