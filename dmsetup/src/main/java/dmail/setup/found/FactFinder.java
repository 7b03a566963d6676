package dmail.setup.found;

import dmail.setup.found.Facts.FreshSecrets;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Looks around on this machine. */
public final class FactFinder {
    /** Without those that are taken for each other when they are read out. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int SECRET_LETTERS = 16;
    private static final int FIRST_FREE_PORT = 1024;

    private final Machine machine;
    private final Path root;
    private final RandomGenerator random;

    /**
     * @param root the folder above all others
     * @param random for new passwords
     */
    public FactFinder(Machine machine, Path root, RandomGenerator random) {
        this.machine = machine;
        this.root = root;
        this.random = random;
    }

    /**
     * Looks at everything.
     *
     * @param configuration the file that is to be written
     * @throws IOException when what is there of our own can't be read
     */
    public Facts find(Path configuration) throws IOException {
        return new Facts(
                host(),
                new Listeners(root.resolve("proc")).find(),
                spool(),
                Existing.read(configuration),
                new FreshSecrets(secret(random), secret(random)));
    }

    /** {@return what this machine is, without looking at any configuration} */
    public Host host() {
        return new Host(
                machine.name(),
                firstLine("etc/mailname").toLowerCase(Locale.ROOT),
                searchDomain(),
                machine.addresses(),
                machine.timeZone(),
                machine.user(),
                firstFreePort());
    }

    private String searchDomain() {
        return lines("etc/resolv.conf").stream()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(words -> words.length > 1 && words[0].matches("search|domain"))
                .map(words -> words[1].toLowerCase(Locale.ROOT))
                .filter(domain -> !domain.equals("."))
                .findFirst()
                .orElse("");
    }

    private int firstFreePort() {
        String text = firstLine("proc/sys/net/ipv4/ip_unprivileged_port_start");
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : FIRST_FREE_PORT;
    }

    private Optional<Spool> spool() {
        for (String path : new String[] {"var/mail", "var/spool/mail"}) {
            Path folder = root.resolve(path);
            if (Files.isDirectory(folder)) {
                return Optional.of(new Spool(folder, boxes(folder)));
            }
        }
        return Optional.empty();
    }

    private static int boxes(Path folder) {
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                boolean box =
                        Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                                && !file.getFileName().toString().endsWith(".lock");
                count += box ? 1 : 0;
            }
            return count;
        } catch (IOException | java.nio.file.DirectoryIteratorException _) {
            return 0;
        }
    }

    private String firstLine(String path) {
        List<String> lines = lines(path);
        return lines.isEmpty() ? "" : lines.getFirst().strip();
    }

    private List<String> lines(String path) {
        try {
            return Files.readAllLines(root.resolve(path));
        } catch (IOException _) {
            return List.of();
        }
    }

    /** {@return a password that nobody has seen yet} */
    public static String secret(RandomGenerator random) {
        StringBuilder letters = new StringBuilder(SECRET_LETTERS);
        for (int i = 0; i < SECRET_LETTERS; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }
}
