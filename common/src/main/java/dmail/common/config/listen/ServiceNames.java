package dmail.common.config.listen;

import dmail.common.config.Configuration;
import dmail.common.config.ListeningSettings;
import dmail.common.config.type.Numbers;
import dmail.common.config.type.Shown;
import dmail.common.io.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The names of ports: some are built in, and the file of services has more and may have others'
 * numbers for these. A file is read when the first name is looked up that needs it.
 */
final class ServiceNames {
    private static final Map<String, Integer> BUILT_IN =
            Map.ofEntries(
                    Map.entry("FINGER", 79),
                    Map.entry("FTP", 21),
                    Map.entry("HTTP", 80),
                    Map.entry("IMAP", 143),
                    Map.entry("LDAP", 389),
                    Map.entry("NNTP", 119),
                    Map.entry("POP3", 110),
                    Map.entry("POP3S", 995),
                    Map.entry("SMTP", 25),
                    Map.entry("SMTPS", 465),
                    Map.entry("SUBMISSION", 587),
                    Map.entry("SUBMISSIONS", 465));

    private static final int MOST = 65535;
    private static final String TCP = "/tcp";
    private static final String SYSTEMS_FILE = "/etc/services";

    /** In octets; those of systems have some ten thousand. */
    private static final long LARGEST = 1 << 20;

    private final Optional<Path> given;
    private final Path systems;
    private Optional<String> error = Optional.empty();
    private Optional<String> firstUnread = Optional.empty();
    private int unread;
    private Optional<Map<String, Integer>> read = Optional.empty();

    private ServiceNames(Optional<Path> given, Path systems) {
        this.given = given;
        this.systems = systems;
    }

    static ServiceNames of(Configuration configuration) {
        return new ServiceNames(
                configuration.find(ListeningSettings.SERVICES_FILE),
                configuration.file().getFileSystem().getPath(SYSTEMS_FILE));
    }

    /** {@return the port's number; empty when nothing has a port of that name} */
    Optional<Integer> number(PortSpec port) {
        Optional<Integer> number = port.number();
        return number.isPresent() ? number : named(port.word());
    }

    private Optional<Integer> named(String word) {
        Optional<Integer> builtIn = Optional.ofNullable(BUILT_IN.get(word));
        if (given.isEmpty() && builtIn.isPresent()) {
            return builtIn;
        }
        return Optional.ofNullable(file().get(word)).or(() -> builtIn);
    }

    /** {@return why the file that a line names can't be used, a clause} */
    Optional<String> error() {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        file();
        return error;
    }

    /** {@return which lines of the file that a line names can't be used, a clause} */
    Optional<String> unread() {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        file();
        return firstUnread.map(
                first -> unread == 1 ? first : first + "; so are " + (unread - 1) + " more lines");
    }

    private Map<String, Integer> file() {
        if (read.isEmpty()) {
            read = Optional.of(given.map(this::read).orElseGet(() -> read(systems)));
        }
        return read.get();
    }

    private Map<String, Integer> read(Path file) {
        Map<String, Integer> numbers = new HashMap<>();
        try {
            if (!Files.exists(file)) {
                error = Optional.of("there is no such file");
            } else if (!Files.isRegularFile(file)) {
                error = Optional.of("it is not a regular file");
            } else if (Files.size(file) > LARGEST) {
                error = Optional.of("it is larger than 1 MB");
            } else {
                String text = withoutMark(Files.readString(file, StandardCharsets.ISO_8859_1));
                int number = 0;
                for (String line : text.split("\\R", -1)) {
                    add(line, ++number, numbers);
                }
            }
        } catch (IOException e) {
            error = Optional.of(Reason.of(e));
        }
        return numbers;
    }

    /** Editors of Windows begin a file with a byte order mark, here in its three octets. */
    private static String withoutMark(String text) {
        return text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    }

    /**
     * A name, a number with its transport, other names, a comment; the first line of a name counts.
     */
    private void add(String line, int lineNumber, Map<String, Integer> numbers) {
        String text = line.replaceFirst("#.*", "").strip();
        String[] fields = text.split("\\s+", -1);
        if (text.isEmpty() || isOfOtherTransport(fields)) {
            return;
        }
        Optional<Integer> port = fields.length < 2 ? Optional.empty() : port(fields[1]);
        if (port.isEmpty()) {
            passOver(text, lineNumber);
            return;
        }
        for (int i = 0; i < fields.length; i++) {
            if (i != 1) {
                numbers.putIfAbsent(fields[i].toUpperCase(Locale.ROOT), port.get());
            }
        }
    }

    private static boolean isOfOtherTransport(String[] fields) {
        int slash = fields.length < 2 ? -1 : fields[1].indexOf('/');
        return slash > 0
                && !fields[1].endsWith(TCP)
                && Numbers.read(fields[1].substring(0, slash), 0, MOST).isPresent();
    }

    private static Optional<Integer> port(String field) {
        return field.endsWith(TCP)
                ? Numbers.read(field.substring(0, field.length() - TCP.length()), 1, MOST)
                        .map(Long::intValue)
                : Optional.empty();
    }

    private void passOver(String text, int lineNumber) {
        unread++;
        if (firstUnread.isEmpty()) {
            firstUnread =
                    Optional.of(
                            "line "
                                    + lineNumber
                                    + " is passed over: "
                                    + Shown.quoted(text)
                                    + " is no name with a port, as in: smtp 25/tcp");
        }
    }
}
