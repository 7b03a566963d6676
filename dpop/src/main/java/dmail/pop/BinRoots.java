package dmail.pop;

import dmail.common.io.DurableFiles;
import dmail.common.io.PrivateFolders;
import dmail.common.io.ProcessLock;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.login.BinPaths;
import dmail.pop.session.PopLog;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folders of users' stores that this process has locked. Folders that were in use before are
 * remembered in {@code bin_paths} in the work folder: stores may be left there, and are looked for
 * after a change of settings. A folder without the mark made at its first use is taken for the
 * mount point of a disk that isn't mounted.
 */
final class BinRoots implements AutoCloseable {
    private static final String MARK = "dpop-stores";
    private static final String LOCK = "dpop.lock";

    private final Log log;
    private final Map<Path, ProcessLock> held = new HashMap<>();

    BinRoots(Log log) {
        this.log = log;
    }

    /**
     * Locks the folder of the settings and those used before.
     *
     * @return all folders where stores may be
     * @throws IOException when the folder of the settings can't be used
     */
    synchronized List<Path> claim(Path workPath, Optional<Path> wanted) throws IOException {
        Path list = BinPaths.file(workPath);
        List<Path> known = BinPaths.read(workPath);
        if (wanted.isPresent()) {
            Path root = wanted.get().normalize();
            if (known.contains(root)) {
                take(root);
            } else {
                begin(root, list);
                known.add(root);
            }
        }
        known.removeIf(root -> !held.containsKey(root) && !canBeTaken(root));
        return known;
    }

    private boolean canBeTaken(Path former) {
        try {
            take(former);
            return true;
        } catch (IOException e) {
            log.warning(
                    LogLine.of("earlier stores not scanned")
                            .with("bin_path", former)
                            .with("reason", PopLog.reason(e)));
            return false;
        }
    }

    /** The mark is made before the folder is remembered, and both before any mail is there. */
    private void begin(Path root, Path list) throws IOException {
        PrivateFolders.create(root);
        Path mark = root.resolve(MARK);
        if (Files.notExists(mark)) {
            Files.createFile(mark);
        }
        DurableFiles.syncDirectory(root);
        take(root);
        Path fresh = list.resolveSibling("bin_paths.new");
        Files.deleteIfExists(fresh);
        String before = Files.exists(list) ? Files.readString(list) : "";
        Files.writeString(fresh, before + root + "\n", StandardOpenOption.CREATE_NEW);
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        DurableFiles.moveIntoPlace(fresh, list);
    }

    private void take(Path root) throws IOException {
        if (held.containsKey(root)) {
            return;
        }
        if (Files.notExists(root.resolve(MARK))) {
            throw new IOException(
                    root + " was in use and lacks the file " + MARK + "; is its disk mounted?");
        }
        String me = "dpop " + ProcessHandle.current().pid();
        switch (ProcessLock.tryLock(root.resolve(LOCK), me)) {
            case ProcessLock.Attempt.Held(ProcessLock lock) -> held.put(root, lock);
            case ProcessLock.Attempt.Taken(String holder) ->
                    throw new IOException(root + " is in use by another dpop: " + holder);
        }
    }

    @Override
    public synchronized void close() {
        held.values()
                .forEach(lock -> {
                    try {
                        lock.close();
                    } catch (IOException e) {
                        log.warning(
                                LogLine.of("lock not removed").with("reason", PopLog.reason(e)));
                    }
                });
        held.clear();
    }
}
