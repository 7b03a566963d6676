package dmail.setup.apply;

import dmail.common.authent.ManagerPassword;
import dmail.common.authent.UserEntry;
import dmail.common.authent.UsersFileEditor;
import dmail.common.authent.password.Password;
import dmail.common.authent.password.PasswordHashes;
import dmail.common.config.edit.AtomicFile;
import dmail.common.config.edit.LineEdit;
import dmail.common.config.edit.Rights;
import dmail.common.io.DurableFiles;
import dmail.common.io.FileStamp;
import dmail.setup.called.ProgramName;
import dmail.setup.plan.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Does one step. */
final class StepExecutor {
    private final SystemUsers users;
    private final RandomGenerator random;

    StepExecutor(SystemUsers users, RandomGenerator random) {
        this.users = users;
        this.random = random;
    }

    /** {@return what takes it back} */
    Undo carryOut(Step step) throws IOException, InterruptedException {
        return switch (step) {
            case Step.MakeUser(var name, var home) -> {
                users.make(name, home);
                yield () -> users.remove(name);
            }
            case Step.MakeFolder folder -> make(folder);
            case Step.WriteFile file -> write(file);
            case Step.ChangeLines lines -> change(lines);
            case Step.CopyFile(var from, var to) -> copy(from, to);
            case Step.SetUser user -> set(user);
            case Step.RemoveUser(var file, var name) -> remove(new UsersFileEditor(file), name);
            case Step.SetManagerPassword(var workPath, var password) ->
                    setManager(ManagerPassword.in(workPath), password);
        };
    }

    /** Not with the folders above it: each has a step of its own. */
    private static Undo make(Step.MakeFolder step) throws IOException {
        var mode = PosixFilePermissions.fromString("rwx------");
        Files.createDirectory(step.folder(), PosixFilePermissions.asFileAttribute(mode));
        Undo undo = () -> Files.deleteIfExists(step.folder());
        try {
            Rights.give(step.folder(), step.ownership());
        } catch (IOException e) {
            Files.deleteIfExists(step.folder());
            throw e;
        }
        return undo;
    }

    private static Undo write(Step.WriteFile step) throws IOException {
        AtomicFile file = new AtomicFile(step.file());
        if (!file.text().equals(step.before())) {
            throw changedMeanwhile(step.file());
        }
        file.write(step.after(), step.ownership());
        return step.before().isEmpty()
                ? () -> Files.deleteIfExists(step.file())
                : () -> file.write(step.before(), step.ownership());
    }

    private static Undo change(Step.ChangeLines step) throws IOException {
        if (!FileStamp.of(step.file()).equals(step.seen())) {
            throw changedMeanwhile(step.file());
        }
        AtomicFile file = new AtomicFile(step.file());
        LineEdit back = file.change(step.edit().asOctets());
        return () -> {
            LineEdit _ = file.change(back);
        };
    }

    private static IOException changedMeanwhile(Path file) {
        return new IOException(
                file + " has been changed meanwhile; run " + ProgramName.TEXT + " again");
    }

    /** With folders that are missing, and whole or not at all. */
    private static Undo copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.resolveSibling(""));
        Path fresh = to.resolveSibling("." + to.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.copy(from, fresh, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        for (String whose : new String[] {"unix:gid", "unix:uid"}) {
            Files.setAttribute(fresh, whose, Files.getAttribute(from, whose));
        }
        DurableFiles.moveIntoPlace(fresh, to);
        return () -> Files.deleteIfExists(to);
    }

    private Undo set(Step.SetUser step) throws IOException {
        UsersFileEditor file = new UsersFileEditor(step.usersFile());
        Optional<UserEntry> old = file.find(step.name());
        String hash = hash(step.password());
        Map<String, String> info = old.map(UserEntry::info).orElse(Map.of());
        Path lock = step.usersFile().resolveSibling("." + step.usersFile().getFileName() + ".lock");
        boolean locked = Files.exists(lock);
        file.put(new UserEntry(step.name(), hash, info));
        return () -> {
            file.edit(step.name(), _ -> old);
            if (!locked) {
                Files.deleteIfExists(lock);
            }
        };
    }

    private static Undo remove(UsersFileEditor file, String name) throws IOException {
        Optional<UserEntry> old = file.find(name);
        file.remove(name);
        return () -> file.edit(name, now -> old.or(() -> now));
    }

    private String hash(String text) {
        try (Password password = new Password(text.getBytes(StandardCharsets.UTF_8))) {
            return PasswordHashes.hash(password, random);
        }
    }

    private Undo setManager(ManagerPassword file, String text) throws IOException {
        Path path = file.file();
        Undo undo = Files.exists(path) ? restoring(path) : () -> Files.deleteIfExists(path);
        try (Password password = new Password(text.getBytes(StandardCharsets.UTF_8))) {
            file.set(password, random);
        }
        return undo;
    }

    private static Undo restoring(Path path) throws IOException {
        String old = Files.readString(path);
        return () -> new AtomicFile(path).replace(old);
    }
}
