package dmail.common.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file {@code bin_paths} in the work folder, written by dpop: all values that {@code bin_path}
 * ever had.
 */
public final class BinPaths {
    private BinPaths() {}

    /** {@return the file} */
    public static Path file(Path workPath) {
        return workPath.resolve("bin_paths");
    }

    /** {@return the folders in it; none when there is no file} */
    public static List<Path> read(Path workPath) throws IOException {
        List<Path> known = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file(workPath), StandardCharsets.UTF_8)) {
                if (!line.isBlank()) {
                    known.add(workPath.getFileSystem().getPath(line));
                }
            }
        } catch (NoSuchFileException _) {
            // There is no file: no stores have been used yet.
        } catch (InvalidPathException e) {
            throw new IOException(file(workPath) + " is damaged", e);
        }
        return known;
    }
}
