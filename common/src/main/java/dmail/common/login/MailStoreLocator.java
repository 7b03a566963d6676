package dmail.common.login;

import dmail.common.address.Wildcard;
import dmail.common.config.Configuration;
import dmail.common.config.FileSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where dmail.conf puts bin stores. One tree serves all domains, so the names have the prefix of a
 * virtual domain whatever {@code drop_prefix} says. If the user data base puts a drop file
 * elsewhere, several names may share it; so its store is named by its path.
 */
public final class MailStoreLocator implements MailStoreLocation.Rule {
    private static final int MOST_LEVELS = 2;
    private static final String ENDING = ".bin";
    private static final int HASH_OCTETS = 8;

    private final Plan plan;
    private final DropLayout layout;
    private final String separator;

    /**
     * The settings.
     *
     * @param binPath folder of the stores, if they are to be used
     * @param known all folders where stores may be, also by earlier settings
     * @param levels of one-letter folders below it
     * @param dropUsers users whose mail stays in their drop files
     */
    private record Plan(
            Optional<Path> binPath, List<Path> known, int levels, List<Wildcard> dropUsers) {
        Plan {
            known = List.copyOf(known);
            dropUsers = List.copyOf(dropUsers);
        }
    }

    private MailStoreLocator(Plan plan, LoginSettings logins) {
        this.plan = plan;
        this.layout = new DropLayout(logins, new Domains(logins));
        this.separator = logins.naming().separator();
    }

    /**
     * {@return the rule that dmail.conf defines}
     *
     * @param known all folders where stores may be, also by earlier settings
     */
    public static MailStoreLocator from(Configuration configuration, List<Path> known) {
        LoginSettings logins = LoginSettings.from(configuration);
        int levels =
                configuration.value(FileSettings.HASH_BINDIR) ? Math.max(1, logins.hashSpool()) : 0;
        Plan plan =
                new Plan(
                        root(configuration)
                                .filter(_ -> !configuration.value(FileSettings.USE_DROP)),
                        known,
                        levels,
                        configuration.values(FileSettings.DROP_USERS));
        return new MailStoreLocator(plan, logins);
    }

    /** {@return the folder of the stores, if one is configured} */
    public static Optional<Path> root(Configuration configuration) {
        return configuration.find(FileSettings.BIN_PATH).map(Path::normalize);
    }

    @Override
    public MailStoreLocation of(Mailbox mailbox) {
        if (plan.known().isEmpty()) {
            return MailStoreLocation.DROP_FILE;
        }
        String name = name(mailbox);
        Optional<Path> wanted =
                plan.binPath()
                        .filter(_ -> !staysInDropFile(mailbox))
                        .map(root -> folder(root, name, plan.levels()));
        List<Path> former = new ArrayList<>();
        for (Path root : plan.known()) {
            for (int levels = 0; levels <= MOST_LEVELS; levels++) {
                Path path = folder(root, name, levels);
                if (wanted.filter(path::equals).isEmpty()) {
                    former.add(path);
                }
            }
        }
        return new MailStoreLocation(wanted, former);
    }

    /** {@return all folders where stores may be} */
    public List<Path> roots() {
        return plan.known();
    }

    /**
     * {@return where a folder should be that is a store by its name; empty when it is no store or
     * already there}
     */
    public Optional<Path> newLocation(Path store) {
        String folder = String.valueOf(store.getFileName());
        return plan.binPath()
                .filter(_ -> isStore(store))
                .filter(store::startsWith)
                .map(root ->
                        folder(
                                root,
                                folder.substring(0, folder.length() - ENDING.length()),
                                plan.levels()))
                .filter(path -> !path.equals(store));
    }

    /** {@return whether a folder's name is that of a store} */
    public static boolean isStore(Path folder) {
        return String.valueOf(folder.getFileName()).endsWith(ENDING);
    }

    private boolean staysInDropFile(Mailbox mailbox) {
        return plan.dropUsers().stream().anyMatch(user -> user.matches(mailbox.databaseName()));
    }

    private String name(Mailbox mailbox) {
        boolean usual =
                layout.implied(mailbox.account()).filter(mailbox.dropFile()::equals).isPresent();
        String user = mailbox.account().user();
        if (!usual) {
            Path file = Objects.requireNonNull(mailbox.dropFile().getFileName());
            return file + "%" + hash(mailbox.dropFile());
        }
        return switch (mailbox.account().home()) {
            case MailDomain.Main _ -> user;
            case MailDomain.Virtual home -> home.prefix() + separator + user;
        };
    }

    private static Path folder(Path root, String name, int levels) {
        Path folder = root;
        for (char letter : DropLayout.letters(name, levels).toCharArray()) {
            folder = folder.resolve(String.valueOf(letter));
        }
        return folder.resolve(name + ENDING);
    }

    private static String hash(Path dropFile) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(dropFile.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_OCTETS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
