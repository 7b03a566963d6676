package dmail.smtp.client.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the files of traces may be.
 *
 * @param folders below one of which they must be
 * @param taken files and folders there which have another meaning, whether they exist or not; names
 *     that go on behind a taken one and a dot are taken, too
 */
public record TracePlaces(List<Path> folders, List<Path> taken) {
    /**
     * What the servers make in {@code work_path}, some of it later: a trace of such a name would be
     * taken for what it isn't.
     */
    private static final List<String> FILES_OF_SERVERS =
            List.of(
                    "bin_paths",
                    "bindings.state",
                    "bulletins",
                    "collected.log",
                    "corrupt",
                    "dns.cache",
                    "dpop.lock",
                    "dpop.sock",
                    "dsmtp.lock",
                    "dsmtp.sock",
                    "index",
                    "journal",
                    "login-pace",
                    "login.key",
                    "logins.log",
                    "nwauth.txt",
                    "queue",
                    "spool",
                    "submit",
                    "suspended",
                    "tellpass.dat");

    public TracePlaces {
        folders = List.copyOf(folders);
        taken = List.copyOf(taken);
    }

    /**
     * {@return those of a server}
     *
     * @param work {@code work_path}, where the servers keep files of their own
     * @param log {@code log_path}, if there is one
     */
    public static TracePlaces of(Path work, Optional<Path> log) {
        List<Path> folders = new ArrayList<>();
        folders.add(work.toAbsolutePath());
        log.map(Path::toAbsolutePath).ifPresent(folders::add);
        return new TracePlaces(
                folders, FILES_OF_SERVERS.stream().map(folders.getFirst()::resolve).toList());
    }

    /**
     * {@return the path with the links of its folder resolved}
     *
     * @throws IOException when a trace may not be there
     */
    Path check(Path path) throws IOException {
        Path whole = path.toAbsolutePath().normalize();
        Path folder = whole.getParent();
        if (folder == null || !isBelow(folder.toRealPath())) {
            throw new IOException("it isn't below work_path or log_path");
        }
        Path there = folder.toRealPath().resolve(whole.getFileName());
        for (Path one : taken) {
            if (isTaken(there, one)) {
                throw new IOException(
                        "the mail servers keep " + one.getFileName() + " for something else");
            }
        }
        return there;
    }

    private boolean isBelow(Path folder) throws IOException {
        for (Path one : folders) {
            if (Files.isDirectory(one) && folder.startsWith(one.toRealPath())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTaken(Path file, Path taken) throws IOException {
        Path parent = taken.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return false;
        }
        Path folder = parent.toRealPath();
        if (!file.startsWith(folder) || file.equals(folder)) {
            return false;
        }
        String first = folder.relativize(file).getName(0).toString();
        String name = taken.getFileName().toString();
        return first.equals(name) || first.startsWith(name + ".");
    }
}
