package dmail.common.login;

import dmail.common.io.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves all drop files to where {@code hash_spool} puts them, as the next mail or login would do
 * for each. The user is known by the file's name; a file whose name isn't a user's is left alone.
 */
public final class Rehash {
    private static final int MOST_PROBLEMS = 100;

    private final Domains domains;
    private final LoginSettings.Naming naming;
    private final DropFileLocator locator;
    private final List<String> problems = new ArrayList<>();
    private List<MailDomain.Virtual> inFolder = List.of();
    private int moved;

    Rehash(Domains domains, LoginSettings.Naming naming, DropFileLocator locator) {
        this.domains = domains;
        this.naming = naming;
        this.locator = locator;
    }

    /**
     * The outcome.
     *
     * @param moved how many files were moved
     * @param problems which could not be moved, and why; only the first ones of many
     */
    public record Outcome(int moved, List<String> problems) {
        public Outcome {
            problems = List.copyOf(problems);
        }
    }

    static List<Path> folders(Domains domains) {
        List<Path> folders = new ArrayList<>();
        folders.add(domains.main().dropPath().normalize());
        domains.virtual().forEach(home -> folders.add(home.dropPath().normalize()));
        return folders.stream().distinct().toList();
    }

    Outcome run() {
        Map<Path, List<MailDomain.Virtual>> homes = new HashMap<>();
        domains.virtual()
                .forEach(home ->
                        homes.computeIfAbsent(home.dropPath().normalize(), _ -> new ArrayList<>())
                                .add(home));
        for (Path folder : folders(domains)) {
            inFolder = homes.getOrDefault(folder, List.of());
            try {
                DropTree.walk(folder, file -> move(folder, file));
            } catch (IOException e) {
                note(folder + ": " + Reason.of(e));
            }
        }
        return new Outcome(moved, problems);
    }

    private void note(String problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
    }

    private void move(Path folder, Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        account(folder, String.valueOf(file.getFileName()))
                .ifPresent(account -> {
                    Optional<String> why = locator.move(account);
                    why.ifPresent(this::note);
                    if (why.isEmpty() && Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                        moved++;
                    }
                });
    }

    private Optional<Account> account(Path folder, String name) {
        for (MailDomain.Virtual home : inFolder) {
            String beginning = naming.dropPrefix() ? home.prefix() + naming.separator() : "";
            if (name.startsWith(beginning)) {
                return account(home, name.substring(beginning.length()));
            }
        }
        return domains.main().dropPath().normalize().equals(folder)
                ? account(domains.main(), name)
                : Optional.empty();
    }

    /** A name that a login would fold to another one isn't a user's. */
    private static Optional<Account> account(MailDomain home, String user) {
        return UserName.of(user) instanceof UserName.Good(String name) && name.equals(user)
                ? Optional.of(new Account(name, home))
                : Optional.empty();
    }
}
