package dmail.bench;

import dmail.suite.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a peer finds folders of its own at the paths that were compiled into it, seen by nobody
 * else: mount and process name spaces, with the users that its package would have made.
 *
 * @param unpacked the folder where the peer's packages are unpacked when they are not installed
 */
record PrivateNamespace(Optional<Path> unpacked) {
    private static final List<String> SPACES =
            List.of("unshare", "-m", "-p", "-f", "--kill-child", "--mount-proc");

    /** Above those that Debian hands out, which end at 59999. */
    private static final int FIRST_ID = 64_001;

    private static final Path PASSWORDS = Path.of("/etc/passwd");
    private static final Path GROUPS = Path.of("/etc/group");

    /** {@return why that program can't be run here, empty when it can} */
    Optional<String> missing(String program) throws IOException, InterruptedException {
        Path root = unpacked.orElse(Path.of("/"));
        if (!Files.isExecutable(root.resolve("usr/sbin").resolve(program))) {
            return Optional.of("not installed");
        }
        if (!System.getProperty("user.name").equals("root")) {
            return Optional.of("starts only as root");
        }
        List<String> probe = new ArrayList<>(SPACES);
        probe.add("true");
        return Ran.of(probe).status() == 0
                ? Optional.empty()
                : Optional.of("no private mounts here");
    }

    /**
     * Makes its folders and its users.
     *
     * @param users each with a group of the same name
     * @param people lines of passwd about others
     */
    void layOut(Path folder, List<String> users, List<String> people) throws IOException {
        for (String name :
                List.of("etc", "run", "tmp", "mail", "var/spool", "var/lib", "var/log")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.setPosixFilePermissions(
                folder.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Owner.MAIL.take(folder.resolve("mail"));
        List<String> all = new ArrayList<>(Files.readAllLines(PASSWORDS));
        all.addAll(people);
        List<String> groups = new ArrayList<>(Files.readAllLines(GROUPS));
        int id = FIRST_ID;
        for (String user : users) {
            all.removeIf(line -> line.startsWith(user + ":"));
            groups.removeIf(line -> line.startsWith(user + ":"));
            all.add("%s:x:%d:%d::/nonexistent:/bin/false".formatted(user, id, id));
            groups.add("%s:x:%d:".formatted(user, id));
            id++;
        }
        Files.write(folder.resolve("etc/passwd"), all);
        Files.write(folder.resolve("etc/group"), groups);
        new Template("private-namespace.sh")
                .write(
                        folder.resolve("enter"),
                        Map.of(
                                "folder",
                                folder,
                                "unpacked",
                                unpacked.map(Path::toString).orElse("")));
    }

    /** Makes a folder that belongs to the first of its users. */
    void folder(Path folder) throws IOException {
        Files.createDirectories(folder);
        new Owner(FIRST_ID, FIRST_ID).take(folder);
    }

    /** Makes a folder of root that others may pass through, as some servers insist. */
    void passage(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    /** Starts a program in it. */
    Daemon start(Path folder, List<String> program) throws IOException {
        List<String> command = new ArrayList<>(SPACES);
        command.addAll(List.of("sh", folder.resolve("enter").toString()));
        command.addAll(program);
        return Daemon.startToKill(command, folder.resolve("console"));
    }
}
