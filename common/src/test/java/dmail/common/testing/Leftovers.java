package dmail.common.testing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What interrupted runs have left: servers that still run, mounts, and folders. */
final class Leftovers {
    private static final Path MOUNTS = Path.of("/proc/self/mounts");
    private static final int TIMEOUT_SECONDS = 10;

    private Leftovers() {}

    /** Takes away what runs that are over have left in that folder, as far as we may. */
    static void takeAway(Path parent) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent)) {
            for (Path folder : folders) {
                Optional<RunName> run = RunName.parse(folder.getFileName().toString());
                if (run.filter(RunName::isOver).isPresent()) {
                    endProcesses(folder);
                    unmount(folder);
                    delete(folder);
                }
            }
        } catch (IOException _) {
            // Another run may be at it, too.
        }
    }

    /**
     * Deletes a folder and all that is in it, but nothing of a file system that is mounted there.
     */
    static void delete(Path folder) {
        try {
            if (mountsBelow(folder).isEmpty()) {
                Files.walkFileTree(folder, new Deleting());
            }
        } catch (IOException _) {
            // Gone already, or another user's.
        }
    }

    /** A server is told its dmail.conf by an argument. */
    private static void endProcesses(Path folder) {
        String inside = folder + "/";
        ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(inside))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** A loop device goes with its mount. */
    private static void unmount(Path folder) throws IOException {
        for (String place : mountsBelow(folder).reversed()) {
            Process unmounting = new ProcessBuilder("umount", "-l", place).start();
            var _ =
                    unmounting
                            .onExit()
                            .completeOnTimeout(unmounting, TIMEOUT_SECONDS, TimeUnit.SECONDS)
                            .join();
            unmounting.destroyForcibly();
        }
    }

    private static List<String> mountsBelow(Path folder) throws IOException {
        if (!Files.exists(MOUNTS)) {
            return List.of();
        }
        return Files.readAllLines(MOUNTS).stream()
                .map(line -> line.split(" ", -1)[1])
                .filter(place -> place.startsWith(folder + "/"))
                .toList();
    }

    /** Goes on where something can't be deleted. */
    private static final class Deleting extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
