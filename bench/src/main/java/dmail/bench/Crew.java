package dmail.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Clients side by side in one thread, which turns to whichever was answered: the load takes as
 * little as it can of the processors that the server needs.
 */
final class Crew {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final InetSocketAddress server;
    private final int connectingAtOnce;
    private final Selector selector;

    /** Clients that have another connection to make. */
    private final Deque<Iterator<? extends Dialogue>> waiting;

    private int connecting;
    private int open;

    private Crew(
            InetSocketAddress server,
            int connectingAtOnce,
            Selector selector,
            Collection<? extends Iterator<? extends Dialogue>> clients) {
        this.server = server;
        this.connectingAtOnce = connectingAtOnce;
        this.selector = selector;
        this.waiting = new ArrayDeque<>(clients);
    }

    /**
     * Lets clients talk, all at the same time.
     *
     * @param clients for each the dialogues that it leads, one after another
     * @param connectingAtOnce how many may wait for the server's greeting
     */
    static void run(
            InetSocketAddress server,
            List<? extends Iterator<? extends Dialogue>> clients,
            int connectingAtOnce)
            throws IOException {
        try (Selector selector = Selector.open()) {
            try {
                new Crew(server, connectingAtOnce, selector, clients).run();
            } finally {
                for (SelectionKey key : selector.keys()) {
                    talk(key).close();
                }
            }
        }
    }

    private static Talk talk(SelectionKey key) {
        return (Talk) key.attachment();
    }

    private void run() throws IOException {
        connect();
        while (open > 0) {
            if (selector.select(TIMEOUT.toMillis()) == 0) {
                throw new IOException("the server is silent");
            }
            Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
            while (ready.hasNext()) {
                goOn(talk(ready.next()));
                ready.remove();
            }
            connect();
        }
    }

    private void connect() throws IOException {
        while (!waiting.isEmpty() && connecting < connectingAtOnce) {
            Iterator<? extends Dialogue> client = waiting.remove();
            if (client.hasNext()) {
                Talk.open(selector, server, client);
                open++;
                connecting++;
            }
        }
    }

    private void goOn(Talk talk) throws IOException {
        boolean before = talk.isGreeted();
        talk.goOn();
        if (talk.isGreeted() && !before) {
            connecting--;
        }
        if (talk.isOver()) {
            open--;
            waiting.add(talk.others());
        }
    }
}
