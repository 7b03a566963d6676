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
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads dmail.conf and the files that it includes, in the order of their lines. */
final class ConfigFiles {
    static final int DEEPEST = 16;
    static final int MOST_FILES = 1000;

    private static final String INCLUDE = "#include";

    private final Server server;
    private final ConfigProblems problems;
    private final Consumer<ConfigLine> lines;
    private final OctetBudget budget = OctetBudget.ofHeap();
    private final Deque<Path> open = new ArrayDeque<>();
    private int filesRead;

    ConfigFiles(Server server, ConfigProblems problems, Consumer<ConfigLine> lines) {
        this.server = server;
        this.problems = problems;
        this.lines = lines;
    }

    /**
     * Reads the file and those it includes; if one can't be read, the server doesn't start.
     *
     * @return whether the file itself could be read
     */
    boolean read(Path file) {
        return read(file, new ConfigLocation(file.toString(), 0));
    }

    private boolean read(Path file, ConfigLocation askedFor) {
        open.push(file.toAbsolutePath().normalize());
        filesRead++;
        problems.opened(file.toString());
        try (InputStream in = Files.newInputStream(file)) {
            readLines(file, new OctetLines(in, budget));
            return true;
        } catch (IOException failure) {
            String name = Shown.plain(file.toString());
            problems.fatal(
                    askedFor, "can't read " + name + ": " + why(file, failure) + doesNotStart());
            return false;
        } finally {
            open.pop();
        }
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

    private void readLines(Path file, OctetLines octetLines) throws IOException {
        int number = 0;
        Optional<OctetLine> next = octetLines.next();
        while (next.isPresent() && !problems.isFull()) {
            number++;
            readLine(file, new ConfigLocation(file.toString(), number), next.get());
            next = octetLines.next();
        }
    }

    private void readLine(Path file, ConfigLocation location, OctetLine octets) {
        if (!octets.whole()) {
            problems.error(
                    location,
                    "the line is longer than "
                            + OctetLines.LONGEST_LINE
                            + " octets; it is ignored");
            return;
        }
        Decoded line = withoutMark(LineText.decode(octets.octets().toByteArray()), location);
        String bare = Words.trim(line.text());
        if (isInclude(bare)) {
            include(file, location, Words.trim(bare.substring(INCLUDE.length())));
        } else if (!bare.isEmpty() && !bare.startsWith("#")) {
            takeLine(location, line);
        }
    }

    private Decoded withoutMark(Decoded line, ConfigLocation location) {
        if (location.line() != 1 || !line.startsWithMark()) {
            return line;
        }
        problems.warning(location, "the file begins with a byte order mark, which is skipped");
        return line.withoutMark();
    }

    private void takeLine(ConfigLocation location, Decoded line) {
        if (line.hasControls()) {
            problems.error(location, "the line has control characters; it is ignored");
            return;
        }
        if (!line.utf8()) {
            problems.warning(location, "the line is not UTF-8; it is read as ISO-8859-1");
        }
        ConfigLine read = ConfigLine.of(location, line.text());
        if (Settings.named(read.name()).filter(Setting::isSecret).isPresent()
                && isWorldReadable()) {
            problems.warning(
                    location,
                    "every user of this machine can read this file, and it holds a password;"
                            + " chmod o-r mends it");
        }
        lines.accept(read);
    }

    private boolean isWorldReadable() {
        Path file = open.getFirst();
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
        if (open.contains(file.toAbsolutePath().normalize())) {
            problems.error(
                    location,
                    "#include "
                            + Shown.plain(name)
                            + ": that file is being read already, it would include itself;"
                            + " nothing is included");
        } else if (open.size() > DEEPEST || filesRead >= MOST_FILES) {
            problems.error(location, tooMuch(name));
        } else {
            boolean _ = read(file, location);
        }
    }

    private String tooMuch(String name) {
        String limit =
                open.size() > DEEPEST
                        ? "files include each other more than " + DEEPEST + " deep"
                        : "more than " + MOST_FILES + " files are included";
        return "#include " + Shown.plain(name) + ": " + limit + "; nothing is included";
    }
}
