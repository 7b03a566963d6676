package dmail.it;

import dmail.suite.Ledger;
import dmail.suite.PopClient;
import dmail.suite.ProvableMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/** Collects one mailbox over and over, deleting most of what it collects. */
final class Emptier implements Runnable {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final String box;
    private final Mortal server;
    private final Ledger ledger;
    private final Random random;
    private final Moment end;

    /** What a QUIT without an answer may have deleted. */
    private List<String> doubtful = List.of();

    Emptier(String box, Mortal server, Ledger ledger, long seed, Moment end) {
        this.box = box;
        this.server = server;
        this.ledger = ledger;
        this.random = Random.from(new SplittableRandom(seed));
        this.end = end;
    }

    @Override
    public void run() {
        try {
            while (!end.comesWithin(PAUSE)) {
                session();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return the mailbox} */
    String box() {
        return box;
    }

    /** {@return the messages that may have been deleted or not} */
    List<String> doubtful() {
        return doubtful;
    }

    /** Takes what the mailbox holds as the answer to what was in doubt: all gone or all there. */
    void settle(Collection<String> present) {
        Set<String> still = new HashSet<>(doubtful);
        still.retainAll(present);
        if (still.isEmpty()) {
            doubtful.forEach(id -> ledger.collected(box, id));
        } else if (still.size() < doubtful.size()) {
            throw new AssertionError(box + ": a QUIT deleted some of its messages, not " + still);
        }
        doubtful = List.of();
    }

    private void session() throws InterruptedException {
        try (PopClient pop = PopClient.login(server.address(), box, "secret")) {
            List<String> ids = ids(pop);
            settle(ids);
            List<String> deleted = new ArrayList<>();
            for (int number = 1; number <= ids.size(); number++) {
                if (random.nextInt(4) > 0) {
                    pop.delete(number);
                    deleted.add(ids.get(number - 1));
                }
            }
            doubtful = deleted;
            pop.quit();
            if (!end.hasCome()) {
                deleted.forEach(id -> ledger.collected(box, id));
                doubtful = List.of();
            }
        } catch (IOException killed) {
            // The server died under us: the next session sees what became of the deletions.
        }
    }

    private List<String> ids(PopClient pop) throws IOException {
        List<String> ids = new ArrayList<>();
        int count = pop.count();
        for (int number = 1; number <= count; number++) {
            byte[] message = pop.message(number);
            ids.add(
                    ProvableMessage.idOf(message)
                            .orElseGet(() -> {
                                ledger.corrupt(box, message);
                                return "corrupt";
                            }));
        }
        return ids;
    }
}
