package dmail.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One installation in a folder of its own: a dmail.conf, its users, its mail. */
public final class Site {
    /** The main domain of every site. */
    public static final String DOMAIN = "test.example";

    private final Tree tree;
    private final Path folder;
    private final Path disk;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, String> users = new LinkedHashMap<>();

    private Site(Tree tree, Path folder, Path disk) {
        this.tree = tree;
        this.folder = folder;
        this.disk = disk;
    }

    /** {@return a site in that folder: loopback only, free ports, embedded users} */
    public static Site in(Path folder) {
        return on(folder, folder);
    }

    /** {@return such a site whose mail and work are kept on another disk than its settings} */
    public static Site on(Path disk, Path folder) {
        return new Site(Tree.built(), folder, disk)
                .line("host_domain " + DOMAIN)
                .line("sysadmin postmaster@" + DOMAIN)
                .line("work_path " + disk.resolve("work"))
                .line("drop_path " + disk.resolve("mail"))
                .line("users_file " + folder.resolve("users/nwauth.txt"))
                .line("listen in on 127.0.0.1:0")
                .line("listen in protocol smtp")
                .line("listen out on 127.0.0.1:0")
                .line("listen out protocol pop");
    }

    /** Adds a line to dmail.conf. */
    public Site line(String line) {
        lines.add(line);
        return this;
    }

    /** Adds a user of the embedded user data base, by the name it has there. */
    public Site user(String name, String password) {
        users.put(name, password);
        return this;
    }

    /** Writes dmail.conf, the users and the folders. */
    public Site write() throws IOException, InterruptedException {
        Files.createDirectories(disk.resolve("work"));
        Files.createDirectories(disk.resolve("mail"));
        Files.createDirectories(folder.resolve("users"));
        Files.write(conf(), lines);
        if (!users.isEmpty()) {
            enrol();
        }
        return this;
    }

    /** {@return the settings file} */
    public Path conf() {
        return folder.resolve("dmail.conf");
    }

    /** {@return the drop file of a user of the main domain} */
    public Path drop(String user) {
        return disk.resolve("mail").resolve(user);
    }

    /** {@return a path in this site's folder} */
    public Path path(String name) {
        return folder.resolve(name);
    }

    /** {@return a program of the suite with this site's settings, not yet started} */
    public ProcessBuilder program(String name, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(tree.launcher(name).toString());
        command.addAll(List.of("-i", conf().toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile());
    }

    /** Starts dsmtp or dpop without waiting for it. */
    public ServerProcess start(String server) throws IOException {
        return ServerProcess.start(program(server));
    }

    private void enrol() throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder();
        users.forEach((name, password) -> script.append("set %s %s\n".formatted(name, password)));
        String nwauth = tree.launcher("nwauth").toString();
        ProcessBuilder program =
                new ProcessBuilder(nwauth, "-path", folder.resolve("users").toString());
        Ran.of(program, script + "exit\n").succeeded();
    }
}
