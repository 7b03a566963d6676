package dmail.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The changes of a folder, as the file system tells them, up to a moment. */
final class Changes implements AutoCloseable {
    private final Path file;
    private final WatchService service;
    private final long end;

    private Changes(Path file, WatchService service, long end) {
        this.file = file;
        this.service = service;
        this.end = end;
    }

    /** Begins to watch the folder of that file. */
    static Changes beside(Path file, Duration timeout) throws IOException {
        WatchService service = file.getFileSystem().newWatchService();
        long end = System.nanoTime() + timeout.toNanos();
        Changes changes = new Changes(file, service, end);
        try {
            file.resolveSibling(".")
                    .register(
                            service,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY);
            return changes;
        } catch (IOException failed) {
            changes.close();
            throw failed;
        }
    }

    /** Waits for the next change. */
    void await() throws IOException, InterruptedException {
        WatchKey change = service.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (change == null) {
            throw new IOException("What was waited for did not come to " + file);
        }
        change.pollEvents();
        change.reset();
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
