package dmail.it;

import dmail.suite.Arrivals;
import dmail.suite.DropFile;
import dmail.suite.Ledger;
import dmail.suite.ProvableMessage;
import dmail.suite.Site;
import dmail.suite.SmtpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Senders for all mailboxes of a site and collectors for half of them, all keeping one ledger. */
final class Traffic implements AutoCloseable {
    static final List<String> BOXES = List.of("ann", "bob", "cyd", "dan", "eve", "flo");
    private static final int COLLECTED = 3;

    private final Site site;
    private final Ledger ledger;
    private final Moment end = new Moment();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();
    private final List<Emptier> emptiers = new ArrayList<>();

    Traffic(Site site, Ledger ledger) {
        this.site = site;
        this.ledger = ledger;
    }

    /** {@return the site with the users of these mailboxes} */
    static Site users(Site site) {
        BOXES.forEach(box -> site.user(box, "secret"));
        return site;
    }

    /** Sets so many senders going, whose messages are named after the round. */
    void send(Mortal dsmtp, String round, int senders, RandomGenerator seeds) {
        for (int each = 0; each < senders; each++) {
            String name = round + "." + each;
            Sender sender = new Sender(name, dsmtp, BOXES, ledger, seeds.nextLong(), end);
            running.add(threads.submit(sender));
        }
    }

    /** Sets the collectors going. */
    void collect(Mortal dpop, RandomGenerator seeds) {
        for (String box : BOXES.subList(0, COLLECTED)) {
            Emptier emptier = new Emptier(box, dpop, ledger, seeds.nextLong(), end);
            emptiers.add(emptier);
            running.add(threads.submit(emptier));
        }
    }

    /** {@return the moment from which no answer counts any more} */
    Moment end() {
        return end;
    }

    /** Waits until all clients have gone home; a client that found a fault throws it. */
    void await() throws InterruptedException, ExecutionException {
        for (Future<?> client : running) {
            client.get();
        }
    }

    /**
     * Waits until everything accepted is in its mailbox, then takes doubtful deletions as they
     * turned out. A last message for each mailbox shows that all before it have been dealt with,
     * and that the drop file was mended before it grew.
     */
    void settle(Mortal dsmtp, String round) throws IOException, InterruptedException {
        for (String box : BOXES) {
            sendLast(dsmtp, round + "-last-" + box, box);
        }
        for (String box : BOXES) {
            Set<String> expected = ledger.outstanding(box);
            expected.removeAll(doubtful(box));
            Set<String> present = Arrivals.ids(arrived(dsmtp, box, expected));
            for (Emptier emptier : emptiers) {
                if (emptier.box().equals(box)) {
                    emptier.settle(present);
                }
            }
        }
    }

    /** Enters what is left in the mailboxes into the ledger: the end of the proof. */
    static void close(Site site, Ledger ledger) throws IOException {
        for (String box : BOXES) {
            for (byte[] message : DropFile.messages(site.drop(box))) {
                ledger.collected(box, message);
            }
        }
    }

    /** The same, while the servers are down; then the mailboxes are empty. */
    static void harvest(Site site, Ledger ledger) throws IOException {
        close(site, ledger);
        for (String box : BOXES) {
            Files.deleteIfExists(site.drop(box));
        }
    }

    private List<byte[]> arrived(Mortal dsmtp, String box, Set<String> expected)
            throws IOException, InterruptedException {
        try {
            return Arrivals.awaitAll(site.drop(box), expected);
        } catch (IOException late) {
            expected.removeAll(Arrivals.ids(DropFile.messages(site.drop(box))));
            String odd = "%s lacks %s; corrupt: %s\n".formatted(box, expected, ledger.balance());
            throw new IOException(odd + dsmtp.life().text(), late);
        }
    }

    private Set<String> doubtful(String box) {
        return emptiers.stream()
                .filter(emptier -> emptier.box().equals(box))
                .flatMap(emptier -> emptier.doubtful().stream())
                .collect(Collectors.toSet());
    }

    private void sendLast(Mortal dsmtp, String id, String box)
            throws IOException, InterruptedException {
        byte[] message = ProvableMessage.of(id, new byte[0]);
        try (SmtpClient smtp = SmtpClient.connect(dsmtp.address())) {
            SmtpClient.Reply reply =
                    smtp.send("last@client.example", List.of(box + "@test.example"), message);
            if (!reply.good()) {
                throw new IOException("The last message was refused: " + reply);
            }
        }
        ledger.accepted(id, List.of(box));
    }

    @Override
    public void close() {
        end.comes();
        threads.shutdownNow();
    }
}
