package dmail.bench;

import dmail.suite.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which versions of the peers were measured, as these say it themselves. */
final class PeerVersions {
    private static final Path FOLDER = Path.of("usr/sbin");

    private final Path root;
    private final Optional<Path> unpacked;

    /**
     * @param root where installed programs are, {@code /}
     * @param unpacked the folder where OpenSMTPD and Exim are unpacked when they are not installed
     */
    PeerVersions(Path root, Optional<Path> unpacked) {
        this.root = root;
        this.unpacked = unpacked;
    }

    /** {@return all of them, such as {@code Postfix 3.7.11, Dovecot not installed}} */
    String text() throws IOException, InterruptedException {
        Path others = unpacked.orElse(root);
        return String.join(
                ", ",
                List.of(
                        version("Postfix", root, "postconf", "-d", "-h", "mail_version"),
                        version("OpenSMTPD", others, "smtpd", "-h"),
                        version("Exim", others, "exim4", "-bV"),
                        version("Dovecot", root, "dovecot", "--version")));
    }

    private static String version(String name, Path root, String program, String... options)
            throws IOException, InterruptedException {
        Path file = root.resolve(FOLDER).resolve(program);
        if (!Files.isExecutable(file)) {
            return name + " not installed";
        }
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(options));
        Ran ran = Ran.of(command);
        return name + " " + number(ran.output() + "\n" + ran.complaints());
    }

    /** {@return the first word that begins with a digit, as each of them has its version} */
    private static String number(String text) {
        for (String word : text.split("\\s+", -1)) {
            if (!word.isEmpty() && Character.isDigit(word.charAt(0))) {
                return word;
            }
        }
        return "of unknown version";
    }
}
