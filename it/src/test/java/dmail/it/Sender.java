package dmail.it;

import dmail.suite.Ledger;
import dmail.suite.ProvableMessage;
import dmail.suite.SmtpClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Sends mail of all sizes to some of the mailboxes for as long as it is let. */
final class Sender implements Runnable {
    private static final int MOST_RECIPIENTS = 3;

    private final String name;
    private final Mortal server;
    private final List<String> boxes;
    private final Ledger ledger;
    private final Random random;
    private final Moment end;
    private int sent;

    /**
     * A sender.
     *
     * @param end after which an answer no longer counts as given, and nothing more is sent
     */
    Sender(String name, Mortal server, List<String> boxes, Ledger ledger, long seed, Moment end) {
        this.name = name;
        this.server = server;
        this.boxes = boxes;
        this.ledger = ledger;
        this.random = Random.from(new SplittableRandom(seed));
        this.end = end;
    }

    @Override
    public void run() {
        try {
            while (!end.hasCome()) {
                session();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void session() throws InterruptedException {
        try (SmtpClient smtp = SmtpClient.connect(server.address())) {
            while (!end.hasCome()) {
                send(smtp);
            }
            smtp.quit();
        } catch (IOException killed) {
            // The server died under us: what was in doubt is in the ledger, the next life is asked.
        }
    }

    private void send(SmtpClient smtp) throws IOException {
        String id = name + "-" + sent++;
        List<String> to = recipients();
        byte[] message = ProvableMessage.of(id, ProvableMessage.body(size(), random));
        List<String> addresses = to.stream().map(Sender::address).toList();
        if (!smtp.envelope("sender@client.example", addresses).good()) {
            return;
        }
        boolean answered = false;
        try {
            smtp.body(message);
            boolean good = smtp.reply().good();
            // Refused since the disk is gone, it may be on it all the same.
            answered = !end.hasCome();
            if (good && answered) {
                ledger.accepted(id, to);
            }
        } finally {
            if (!answered) {
                ledger.doubtful(id, to);
            }
        }
    }

    /** A box of another host has its domain in its name. */
    private static String address(String box) {
        return box.contains("@") ? box : box + "@test.example";
    }

    private List<String> recipients() {
        List<String> shuffled = new ArrayList<>(boxes);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, 1 + random.nextInt(Math.min(MOST_RECIPIENTS, boxes.size())));
    }

    /** Mostly small, some empty, a few too large for memory. */
    private int size() {
        return switch (random.nextInt(40)) {
            case 0 -> 150_000 + random.nextInt(150_000);
            case 1, 2, 3 -> 0;
            default -> 500 + random.nextInt(6_000);
        };
    }
}
