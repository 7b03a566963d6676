package dmail.bench;

import dmail.suite.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Postfix with a configuration, a queue and a port of its own.
 *
 * @param next the port on this machine that mail for other hosts goes to
 */
record Postfix(int next) implements Contender {
    private static final Path COMMANDS = Path.of("/usr/sbin");
    private static final Path DAEMONS = Path.of("/usr/lib/postfix/sbin");

    @Override
    public String name() {
        return "Postfix";
    }

    @Override
    public Optional<String> missing() {
        if (!Files.isExecutable(DAEMONS.resolve("master"))) {
            return Optional.of("not installed");
        }
        return System.getProperty("user.name").equals("root")
                ? Optional.empty()
                : Optional.of("starts only as root");
    }

    @Override
    public Running start(Path folder, Boxes boxes) throws IOException, InterruptedException {
        int port = Daemon.freePort();
        Path conf = layOut(folder, boxes, port);
        String postfix = COMMANDS.resolve("postfix").toString();
        return Daemon.start(
                        List.of(postfix, "-c", conf.toString(), "start-fg"), folder.resolve("log"))
                .serving(port, folder.resolve("mail"), new Deferred(folder));
    }

    private Path layOut(Path folder, Boxes boxes, int port) throws IOException {
        for (String name : List.of("conf", "queue", "data", "mail")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.setAttribute(
                folder.resolve("data"),
                "posix:owner",
                folder.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("postfix"));
        Owner.MAIL.take(folder.resolve("mail"));
        Path conf = folder.resolve("conf");
        Map<String, ?> values =
                Map.of(
                        "folder", folder,
                        "port", port,
                        "next", next,
                        "commands", COMMANDS,
                        "daemons", DAEMONS,
                        "uid", Owner.MAIL.uid(),
                        "gid", Owner.MAIL.gid());
        new Template("postfix-main.cf").write(conf.resolve("main.cf"), values);
        new Template("postfix-master.cf").write(conf.resolve("master.cf"), values);
        Files.write(conf.resolve("boxes"), table(boxes.count()));
        return conf;
    }

    private static List<String> table(int boxes) {
        List<String> lines = new ArrayList<>();
        for (int number = 0; number < boxes; number++) {
            lines.add(Boxes.address(number) + " " + Boxes.name(number));
        }
        return lines;
    }

    /** Its folder of deferred mail. */
    private record Deferred(Path folder) implements Backlog {
        @Override
        public int count() throws IOException {
            Path deferred = folder.resolve("queue/deferred");
            if (!Files.isDirectory(deferred)) {
                return 0;
            }
            try (Stream<Path> files = Files.walk(deferred)) {
                return (int) files.filter(Files::isRegularFile).count();
            }
        }

        @Override
        public void flush() throws IOException, InterruptedException {
            String conf = folder.resolve("conf").toString();
            Ran.of(List.of(COMMANDS.resolve("postqueue").toString(), "-c", conf, "-f")).succeeded();
        }
    }
}
