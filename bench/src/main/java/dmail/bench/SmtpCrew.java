package dmail.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * SMTP sessions side by side in one thread, which turns to whichever was answered: the load takes
 * as little as it can of the processors that the server needs.
 */
final class SmtpCrew {
    /** Servers keep as few as five connections waiting, and Linux loses those beyond. */
    private static final int CONNECTING_AT_ONCE = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final InetSocketAddress server;
    private final List<SmtpSender> senders = new ArrayList<>();
    private int done;

    private SmtpCrew(InetSocketAddress server) {
        this.server = server;
    }

    /**
     * Sends the shares, each over a connection of its own.
     *
     * @return for each share the nanoseconds from each message's MAIL to its acceptance
     */
    static List<long[]> send(InetSocketAddress server, List<List<SmtpSender.Letter>> shares)
            throws IOException {
        return new SmtpCrew(server).send(shares);
    }

    private List<long[]> send(List<List<SmtpSender.Letter>> shares) throws IOException {
        try (Selector selector = Selector.open()) {
            while (done < shares.size()) {
                while (senders.size() < shares.size() && connecting() < CONNECTING_AT_ONCE) {
                    senders.add(SmtpSender.open(selector, server, shares.get(senders.size())));
                }
                if (selector.select(PATIENCE.toMillis()) == 0) {
                    throw new IOException("the server is silent");
                }
                goOn(selector.selectedKeys().iterator());
            }
        } finally {
            for (SmtpSender sender : senders) {
                sender.close();
            }
        }
        return senders.stream().map(SmtpSender::times).toList();
    }

    private long connecting() {
        return senders.stream().filter(sender -> !sender.isIntroduced()).count();
    }

    private void goOn(Iterator<SelectionKey> answered) throws IOException {
        while (answered.hasNext()) {
            SmtpSender sender = (SmtpSender) answered.next().attachment();
            answered.remove();
            sender.goOn();
            done += sender.isDone() ? 1 : 0;
        }
    }
}
