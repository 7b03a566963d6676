package dmail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Dovecot with a configuration, its high-performance logins and a port of its own. */
record Dovecot() implements Contender {
    private static final Path PROGRAM = Path.of("/usr/sbin/dovecot");
    private static final Path POP3 = Path.of("/usr/lib/dovecot/pop3");

    @Override
    public String name() {
        return "Dovecot";
    }

    @Override
    public Optional<String> missing() {
        if (!Files.isExecutable(PROGRAM) || !Files.isExecutable(POP3)) {
            return Optional.of("not installed");
        }
        return System.getProperty("user.name").equals("root")
                ? Optional.empty()
                : Optional.of("starts only as root");
    }

    @Override
    public Running start(Path folder, Boxes boxes) throws IOException, InterruptedException {
        int port = Daemon.freePort();
        for (String name : List.of("base", "state", "index", "mail")) {
            Files.createDirectories(folder.resolve(name));
        }
        Owner.MAIL.take(folder.resolve("index"));
        Owner.MAIL.take(folder.resolve("mail"));
        boxes.fill(folder.resolve("mail"), Owner.MAIL);
        Files.write(folder.resolve("users"), boxes.users("%s:%s::::::"));
        Path conf = folder.resolve("dovecot.conf");
        new Template("dovecot.conf").write(conf, folder, port);
        return Daemon.start(
                        List.of(PROGRAM.toString(), "-F", "-c", conf.toString()),
                        folder.resolve("console"))
                .serving(port, folder.resolve("mail"), Backlog.NONE);
    }
}
