package dmail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** OpenSMTPD with a configuration, a queue and a port of its own. */
record OpenSmtpd(PrivateNamespace namespace) implements Contender {
    @Override
    public String name() {
        return "OpenSMTPD";
    }

    /** It says 250 when the queue's files are written, and syncs the mailbox alone. */
    @Override
    public String remark() {
        return "queue unsynced";
    }

    @Override
    public Optional<String> missing() throws IOException, InterruptedException {
        return namespace.missing("smtpd");
    }

    @Override
    public Running start(Path folder, Boxes boxes) throws IOException, InterruptedException {
        int port = Daemon.freePort();
        namespace.layOut(
                folder,
                List.of("opensmtpd", "opensmtpq"),
                boxes.lines(
                        "%s:x:" + Owner.MAIL.uid() + ":" + Owner.MAIL.gid() + "::/:/bin/false"));
        namespace.passage(folder.resolve("var/spool/smtpd"));
        Files.createDirectories(folder.resolve("var/lib/opensmtpd/empty"));
        boxes.fill(folder.resolve("mail"), Owner.MAIL);
        Path conf = folder.resolve("smtpd.conf");
        new Template("opensmtpd.conf").write(conf, folder, port);
        return namespace
                .start(folder, List.of("smtpd", "-d", "-f", conf.toString()))
                .serving(port, folder.resolve("mail"), Backlog.NONE);
    }
}
