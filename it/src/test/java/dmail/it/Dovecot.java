package dmail.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user who reads a drop file with Dovecot's IMAP server, which talks over a pipe to whoever
 * starts it: there is no service, port or login.
 */
final class Dovecot {
    static final Path PROGRAM = Path.of("/usr/lib/dovecot/imap");

    /** It reads no mail as root. */
    private static final int NOBODY = 65534;

    private static final int TIMEOUT_SECONDS = 60;
    private static final Pattern MESSAGE_ID = Pattern.compile("(?i)^Message-ID: <(.*)@.*");

    private final Path settings;
    private final Path home;

    /**
     * @param folder for its settings and what it writes
     */
    Dovecot(Path folder, Path drop) throws IOException {
        this.home = Files.createDirectories(folder.resolve("dovecot"));
        int self = (Integer) Files.getAttribute(home, "unix:uid");
        int user = self == 0 ? NOBODY : self;
        this.settings =
                Files.writeString(
                        home.resolve("dovecot.conf"),
                        """
                        base_dir = %1$s/run
                        protocols = imap
                        ssl = no
                        mail_uid = %2$d
                        mail_gid = %2$d
                        first_valid_uid = 1
                        first_valid_gid = 0
                        mail_privileged_group =
                        mail_location = mbox:%1$s/mail:INBOX=%3$s:INDEX=%1$s/index
                        mbox_read_locks = dotlock fcntl
                        mbox_write_locks = dotlock fcntl
                        mbox_lock_timeout = 30 secs
                        stats_writer_socket_path =
                        """
                                .formatted(home, user, drop));
        if (self == 0) {
            Files.setAttribute(home, "unix:uid", user);
            share(folderOf(drop), user, "rwxrwxr-x");
            share(drop, user, "rw-rw----");
        }
    }

    private static Path folderOf(Path drop) {
        return drop.toAbsolutePath().resolveSibling(".").normalize();
    }

    /** As where mail programs get at drop files by the group of their folder. */
    private static void share(Path path, int group, String mode) throws IOException {
        Files.setAttribute(path, "unix:gid", group);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    /** What came of a session. */
    record Session(List<String> expunged, List<String> perhaps, String problem) {}

    /**
     * Marks all messages as read and as of interest, and removes those with that word in their
     * subject.
     */
    Session tidy(String word) throws IOException, InterruptedException {
        ProcessBuilder program =
                new ProcessBuilder(PROGRAM.toString(), "-c", settings.toString())
                        .redirectError(home.resolve("errors").toFile());
        program.environment().put("USER", "ann");
        program.environment().put("HOME", home.toString());
        Process process = program.start();
        List<String> marked = new ArrayList<>();
        try (BufferedReader in = process.inputReader(StandardCharsets.ISO_8859_1);
                Writer out = process.outputWriter(StandardCharsets.ISO_8859_1)) {
            Dialogue dialogue = new Dialogue(in, out);
            dialogue.ask("SELECT INBOX");
            String uids = found(dialogue.ask("UID SEARCH SUBJECT " + word));
            if (!uids.isEmpty()) {
                marked.addAll(
                        ids(
                                dialogue.ask(
                                        "UID FETCH "
                                                + uids
                                                + " (BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")));
                dialogue.ask("UID STORE " + uids + " +FLAGS.SILENT (\\Deleted)");
            }
            dialogue.ask("UID STORE 1:* +FLAGS.SILENT (\\Seen $Interesting)");
            dialogue.ask("EXPUNGE");
            out.write("a LOGOUT\r\n");
            return new Session(marked, List.of(), "");
        } catch (IOException refused) {
            return new Session(List.of(), marked, String.valueOf(refused.getMessage()));
        } finally {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static String found(List<String> lines) {
        for (String line : lines) {
            if (line.startsWith("* SEARCH ")) {
                return line.substring("* SEARCH ".length()).strip().replace(' ', ',');
            }
        }
        return "";
    }

    private static List<String> ids(List<String> lines) {
        return lines.stream()
                .map(MESSAGE_ID::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .toList();
    }

    /** One command after the other. */
    private record Dialogue(BufferedReader in, Writer out) {
        /** {@return what it says before it says OK} */
        List<String> ask(String command) throws IOException {
            out.write("a " + command + "\r\n");
            out.flush();
            List<String> lines = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("a OK")) {
                    return lines;
                }
                if (line.startsWith("a ") || line.startsWith("* BYE")) {
                    throw new IOException(command.split(" ", 2)[0] + ": " + line);
                }
                lines.add(line);
            }
            throw new IOException(command.split(" ", 2)[0] + ": it ended");
        }
    }
}
