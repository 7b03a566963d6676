package dmail.common.login;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Where an account's drop file is.
 *
 * <p>With {@code hash_spool} 1 or 2 there are as many one-letter folders between the drop folder
 * and the file. With {@code c} the CRC-32 (that of zlib and gzip) of the data base name in UTF-8,
 * the first letter is number {@code c mod 26} of the alphabet, counted from {@code a} = 0, and the
 * second one number {@code (c div 26) mod 26}.
 */
public final class DropLayout {
    private static final String AS_CONFIGURED = "config";
    private static final int LETTERS = 26;
    private static final int MOST_LEVELS = 2;

    private final LoginSettings.Naming naming;
    private final int hashSpool;
    private final DatabaseNames names;
    private final Domains domains;

    public DropLayout(LoginSettings settings, Domains domains) {
        this.naming = settings.naming();
        this.hashSpool = settings.hashSpool();
        this.names = new DatabaseNames(settings.naming(), domains);
        this.domains = domains;
    }

    /** {@return the default path by dmail.conf, or empty when a drop folder has that path} */
    public Optional<Path> implied(Account account) {
        Path folder = account.home().dropPath().normalize();
        return inside(folder, hashed(folder, account, hashSpool));
    }

    /** {@return the paths of the file by other values of {@code hash_spool}} */
    List<Path> elsewhere(Account account) {
        Path folder = account.home().dropPath().normalize();
        return IntStream.rangeClosed(0, MOST_LEVELS)
                .filter(levels -> levels != hashSpool)
                .mapToObj(levels -> hashed(folder, account, levels))
                .toList();
    }

    /**
     * {@return the path by the entry of the user data base: empty text or {@code config} is the
     * default by dmail.conf, a relative path is below the domain's drop folder, an absolute one is
     * used as it is} Empty when it can't be a drop file: a path with {@code ..}, a drop folder or
     * one above it.
     */
    public Optional<Path> dropFile(Account account, String configured) {
        if (configured.isEmpty() || configured.equals(AS_CONFIGURED)) {
            return implied(account);
        }
        if (configured.endsWith("/") || configured.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        Path path = account.home().dropPath().resolve(configured);
        for (Path name : path) {
            if (name.toString().equals("..")) {
                return Optional.empty();
            }
        }
        Path dropFile = path.normalize();
        return holdsFolder(dropFile) ? Optional.empty() : Optional.of(dropFile);
    }

    private boolean holdsFolder(Path dropFile) {
        return domains.hasFolderAtOrBelow(dropFile);
    }

    private Optional<Path> inside(Path folder, Path file) {
        Path dropFile = file.normalize();
        boolean below = dropFile.startsWith(folder) && !dropFile.equals(folder);
        return below && !holdsFolder(dropFile) ? Optional.of(dropFile) : Optional.empty();
    }

    private String fileName(Account account) {
        return switch (account.home()) {
            case MailDomain.Virtual home when naming.dropPrefix() ->
                    home.prefix() + naming.separator() + account.user();
            case MailDomain _ -> account.user();
        };
    }

    private Path hashed(Path folder, Account account, int levels) {
        Path dropFile = folder;
        for (char letter : letters(names.nameOf(account), levels).toCharArray()) {
            dropFile = dropFile.resolve(String.valueOf(letter));
        }
        return dropFile.resolve(fileName(account));
    }

    /** {@return one letter per level for a name of the user data base} */
    public static String letters(String databaseName, int levels) {
        CRC32 sum = new CRC32();
        sum.update(databaseName.getBytes(StandardCharsets.UTF_8));
        long rest = sum.getValue();
        StringBuilder letters = new StringBuilder(levels);
        for (int level = 0; level < levels; level++) {
            letters.append((char) ('a' + rest % LETTERS));
            rest /= LETTERS;
        }
        return letters.toString();
    }
}
