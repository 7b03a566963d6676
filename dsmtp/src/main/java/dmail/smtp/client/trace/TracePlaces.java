package dmail.smtp.client.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the files of traces may be.
 *
 * @param folders below one of which they must be
 * @param taken files and folders there which have another meaning, whether they exist or not; names
 *     that go on behind a taken one and a dot are taken, too
 */
public record TracePlaces(List<Path> folders, List<Path> taken) {
    public TracePlaces {
        folders = List.copyOf(folders);
        taken = List.copyOf(taken);
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
