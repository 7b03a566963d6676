package dmail.bench;

import dmail.suite.PopClient;
import dmail.suite.ProvableMessage;
import dmail.suite.SmtpClient;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Clients that go round many mailboxes, each of them in turn.
 *
 * @param visits how often some mailbox is visited
 * @param boxes how many there are; visits in excess begin again with the first
 */
record Tour(int visits, int boxes) {
    /** So many boxes, or a multiple of it, and no two clients ever want the same one. */
    static final int CLIENTS = 40;

    private static final Pattern BOX = Pattern.compile("box\\d+");
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Sends a message at each visit; {@return messages a second, until all boxes have some}. */
    double send(Running server) throws IOException, InterruptedException {
        Instant start = Instant.now();
        Workers.run(CLIENTS, client -> send(server, client));
        awaitBoxes(server.mail());
        return Rate.of(visits, start, Instant.now());
    }

    private int send(Running server, int client) throws IOException {
        try (SmtpClient smtp = SmtpClient.connect(server.address())) {
            for (int visit = client; visit < visits; visit += CLIENTS) {
                SmtpClient.Reply reply =
                        smtp.send(
                                "sender@client.example",
                                List.of(Boxes.address(visit % boxes)),
                                ProvableMessage.of("tour-" + visit, Mails.HELLO));
                if (!reply.good()) {
                    throw new IOException("Not accepted: " + reply);
                }
            }
            smtp.quit();
        }
        return client;
    }

    private void awaitBoxes(Path mail) throws IOException, InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        long found = filled(mail);
        while (found < boxes) {
            if (System.nanoTime() > end) {
                throw new IOException(found + " of " + boxes + " mailboxes have mail");
            }
            Thread.sleep(PAUSE);
            found = filled(mail);
        }
    }

    /** Lock files come and go meanwhile. */
    private static long filled(Path mail) throws IOException {
        AtomicLong found = new AtomicLong();
        Files.walkFileTree(
                mail,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (BOX.matcher(file.getFileName().toString()).matches()) {
                            found.incrementAndGet();
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path gone, IOException why) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        return found.get();
    }

    /** Logs in at each visit and looks for mail; {@return sessions a second}. */
    double collect(Running server) throws IOException, InterruptedException {
        Instant start = Instant.now();
        Workers.run(CLIENTS, client -> collect(server, client));
        return Rate.of(visits, start, Instant.now());
    }

    private int collect(Running server, int client) throws IOException {
        for (int visit = client; visit < visits; visit += CLIENTS) {
            String user = Boxes.name(visit % boxes);
            try (PopClient pop = PopClient.login(server.address(), user, Boxes.PASSWORD)) {
                if (pop.count() == 0) {
                    throw new IOException(user + " has no mail");
                }
                pop.quit();
            }
        }
        return client;
    }
}
