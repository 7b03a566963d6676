package dmail.setup.moving;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of the old server, which are only read.
 *
 * @param root the folder above all others
 */
record OldFiles(Path root) {
    private static final long LARGEST = 16L << 20;

    /** {@return a place that a file of the old server names} */
    Path path(String absolute) {
        return root.resolve(absolute.replaceFirst("^/+", ""));
    }

    /** {@return a file's text; empty when it is not there, not a file, or larger than such are} */
    Optional<String> text(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LARGEST
                    ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** {@return lines that are neither empty nor comments} */
    List<String> lines(Path file) {
        return text(file).stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /** {@return what is in a folder, without links; nothing when it can't be looked at} */
    static List<Path> entries(Path folder) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path entry : stream) {
                if (!Files.isSymbolicLink(entry)) {
                    entries.add(entry);
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException _) {
            return List.of();
        }
        entries.sort(null);
        return entries;
    }

    static boolean isDropFile(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && !name.startsWith(".")
                && !name.matches(".*\\.(lock|fwd|idx|msg|cache)");
    }

    /** {@return how much mail is in files, in words} */
    static String shown(List<Path> files) {
        long octets = 0;
        for (Path file : files) {
            try {
                octets += Files.size(file);
            } catch (IOException _) {
                // It is collected at this moment.
            }
        }
        String size = octets < 10L << 20 ? (octets >> 10) + " KB" : (octets >> 20) + " MB";
        return files.size() + (files.size() == 1 ? " drop file, " : " drop files, ") + size;
    }
}
