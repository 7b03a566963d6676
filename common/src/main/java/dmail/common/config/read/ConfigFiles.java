package dmail.common.config.read;

import dmail.common.config.ConfigLocation;
import dmail.common.config.ConfigProblems;
import dmail.common.config.Server;
import dmail.common.config.Setting;
import dmail.common.config.Settings;
import dmail.common.config.read.LineText.Decoded;
import dmail.common.config.read.OctetLines.OctetLine;
import dmail.common.config.type.Parsed;
import dmail.common.config.type.Shown;
import dmail.common.config.type.Words;
import dmail.common.io.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads dmail.conf and the files that it includes, in the order of their lines. If one can't be
 * read, the server doesn't start.
 */
final class ConfigFiles implements AutoCloseable {
    static final int DEEPEST = 16;
    static final int MOST_FILES = 1000;

    private static final String INCLUDE = "#include";

    private final Server server;
    private final ConfigProblems problems;
    private final OctetBudget budget = OctetBudget.ofHeap();

    /** The file that is being read, and those that include it. */
    private final Deque<OpenFile> open = new ArrayDeque<>();

    private final Map<Path, BasicFileAttributes> seen = new HashMap<>();
    private int filesRead;
    private boolean isReadable = true;

    private ConfigFiles(Server server, ConfigProblems problems) {
        this.server = server;
        this.problems = problems;
    }

    /** Begins to read a file. Lines that can't be used are reported and left out. */
    static ConfigFiles open(Path file, Server server, ConfigProblems problems) {
        ConfigFiles files = new ConfigFiles(server, problems);
        files.begin(file, new ConfigLocation(file.toString(), 0));
        return files;
    }

    /** A file that is being read. */
    private static final class OpenFile {
        private final Path path;
        private final ConfigLocation askedFor;
        private final InputStream in;
        private final OctetLines lines;
        private int number;

        /**
         * @param askedFor the line that includes it
         */
        OpenFile(Path path, ConfigLocation askedFor, InputStream in, OctetBudget budget) {
            this.path = path;
            this.askedFor = askedFor;
            this.in = in;
            this.lines = new OctetLines(in, budget);
        }

        /** Nothing was written, so a failure loses nothing. */
        void closeQuietly() {
            try {
                in.close();
            } catch (IOException _) {
                return;
            }
        }

        Path normalized() {
            return path.toAbsolutePath().normalize();
        }

        ConfigLocation location() {
            return new ConfigLocation(path.toString(), number);
        }
    }

    /** {@return whether the first file could be read, as far as it has been} */
    boolean isReadable() {
        return isReadable;
    }

    private void begin(Path file, ConfigLocation askedFor) {
        filesRead++;
        problems.opened(file.toString());
        try {
            // Before it is opened: what is read may be newer than this, and never older.
            seen.put(file, Files.readAttributes(file, BasicFileAttributes.class));
            open.push(new OpenFile(file, askedFor, Files.newInputStream(file), budget));
        } catch (IOException failure) {
            refuse(file, askedFor, failure);
        }
    }

    /** {@return the files that have been opened, as they were just before} */
    Map<Path, BasicFileAttributes> seen() {
        return seen;
    }

    private void refuse(Path file, ConfigLocation askedFor, IOException failure) {
        problems.fatal(
                askedFor,
                "can't read "
                        + Shown.plain(file.toString())
                        + ": "
                        + why(file, failure)
                        + doesNotStart());
        // The first file has none that includes it.
        isReadable &= !open.isEmpty();
    }

    /** {@return the next line that sets something; empty after the last} */
    Optional<ConfigLine> next() {
        Optional<ConfigLine> line = Optional.empty();
        while (line.isEmpty() && !open.isEmpty() && !problems.isFull()) {
            Optional<OctetLine> octets = octets(open.getFirst());
            if (octets.isPresent()) {
                line = read(open.getFirst(), octets.get());
            }
        }
        return line;
    }

    /** The end of a file ends its part in those that include it. */
    private Optional<OctetLine> octets(OpenFile file) {
        Optional<OctetLine> next = Optional.empty();
        try {
            next = file.lines.next();
            file.number++;
            if (next.isEmpty()) {
                open.pop();
                file.in.close();
            }
        } catch (IOException failure) {
            open.remove(file);
            file.closeQuietly();
            refuse(file.path, file.askedFor, failure);
        }
        return next;
    }

    @Override
    public void close() {
        open.forEach(OpenFile::closeQuietly);
        open.clear();
    }

    /** Without the unread file a domain might not be local, or a banned client be let in. */
    private String doesNotStart() {
        return "; " + server + " does not start";
    }

    private static String why(Path file, IOException failure) {
        if (Files.isDirectory(file)) {
            return "it is a folder, not a file";
        }
        return switch (failure) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> Reason.of(failure);
        };
    }

    private Optional<ConfigLine> read(OpenFile file, OctetLine octets) {
        ConfigLocation location = file.location();
        if (!octets.whole()) {
            problems.error(
                    location,
                    "the line is longer than "
                            + OctetLines.LONGEST_LINE
                            + " octets; it is ignored");
            return Optional.empty();
        }
        Decoded line = withoutMark(LineText.decode(octets.octets().toByteArray()), location);
        String bare = Words.trim(line.text());
        if (isInclude(bare)) {
            include(file.path, location, Words.trim(bare.substring(INCLUDE.length())));
            return Optional.empty();
        }
        return bare.isEmpty() || bare.startsWith("#")
                ? Optional.empty()
                : line(file, location, line);
    }

    private Decoded withoutMark(Decoded line, ConfigLocation location) {
        if (location.line() != 1 || !line.startsWithMark()) {
            return line;
        }
        problems.warning(location, "the file begins with a byte order mark, which is skipped");
        return line.withoutMark();
    }

    private Optional<ConfigLine> line(OpenFile file, ConfigLocation location, Decoded line) {
        if (line.hasControls()) {
            problems.error(location, "the line has control characters; it is ignored");
            return Optional.empty();
        }
        if (!line.utf8()) {
            problems.warning(location, "the line is not UTF-8; it is read as ISO-8859-1");
        }
        ConfigLine read = ConfigLine.of(location, line.text());
        if (Settings.named(read.name()).filter(Setting::isSecret).isPresent()
                && isWorldReadable(file.normalized())) {
            problems.warning(
                    location,
                    "every user of this machine can read this file, and it holds a password;"
                            + " chmod o-r mends it");
        }
        return Optional.of(read);
    }

    private static boolean isWorldReadable(Path file) {
        try {
            return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                    && Files.isRegularFile(file)
                    && Files.getPosixFilePermissions(file)
                            .contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException _) {
            // It was removed after it was opened.
            return false;
        }
    }

    /** {@code #include} looks like a comment, but isn't; "#included" is one. */
    private static boolean isInclude(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return lower.startsWith(INCLUDE)
                && (lower.length() == INCLUDE.length()
                        || Words.isBlank(lower.charAt(INCLUDE.length())));
    }

    private void include(Path from, ConfigLocation location, String text) {
        switch (Words.split(text).then(ConfigFiles::onePath)) {
            case Parsed.Bad<String>(var why) ->
                    problems.error(location, "#include: " + why + "; nothing is included");
            case Parsed.Good<String>(var name) -> include(location, name, from);
        }
    }

    private static Parsed<String> onePath(List<String> words) {
        return words.size() == 1 && !words.getFirst().isEmpty()
                ? Parsed.good(words.getFirst())
                : Parsed.bad("one path must follow, in quotes if it has blanks");
    }

    private void include(ConfigLocation location, String name, Path from) {
        Path file;
        try {
            file = from.resolveSibling(name);
        } catch (InvalidPathException _) {
            problems.fatal(
                    location,
                    "#include " + Shown.quoted(name) + ": no path of this system" + doesNotStart());
            return;
        }
        if (isOpen(file.toAbsolutePath().normalize())) {
            problems.error(
                    location,
                    "#include "
                            + Shown.plain(name)
                            + ": that file is being read already, it would include itself;"
                            + " nothing is included");
        } else if (open.size() > DEEPEST || filesRead >= MOST_FILES) {
            problems.error(location, tooMuch(name));
        } else {
            problems.included(file.toString(), location);
            begin(file, location);
        }
    }

    private boolean isOpen(Path normalized) {
        return open.stream().anyMatch(file -> file.normalized().equals(normalized));
    }

    private String tooMuch(String name) {
        String limit =
                open.size() > DEEPEST
                        ? "files include each other more than " + DEEPEST + " deep"
                        : "more than " + MOST_FILES + " files are included";
        return "#include " + Shown.plain(name) + ": " + limit + "; nothing is included";
    }
}
