package dmail.common.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes the temporary folders of tests, all of a run below one that is named after its process. By
 * that name a later run knows what an interrupted one has left behind, and takes it away first.
 */
public final class RunFolders implements TempDirFactory {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Path TOP = top();

    /** For JUnit. */
    public RunFolders() {}

    private static Path top() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        Leftovers.takeAway(parent);
        Path top = parent.resolve(RunName.own().text());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Leftovers.delete(top)));
        return top;
    }

    /** Short names: the path of a socket may have 107 octets only. */
    @Override
    public Path createTempDirectory(
            AnnotatedElementContext element, ExtensionContext extensionContext) throws IOException {
        Files.createDirectories(TOP);
        return Files.createDirectory(TOP.resolve(Integer.toString(COUNT.incrementAndGet())));
    }
}
