package dmail.common.login.pace;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Which logins of a network are checked now: a few at once, in the order in which they came. To
 * check a password is much work, and a network that brings hundreds at once must not make all
 * others wait. Thread-safe; never waits.
 */
final class PasswordCheckQueue {
    private final int atOnce;
    private final int most;

    /** Of each network the logins that are checked, and behind them those that wait. */
    private final Map<ClientNetwork, SequencedSet<Ticket>> lines = new HashMap<>();

    /** One login's place in the line of its network; no two are equal. */
    static final class Ticket {
        private final ClientNetwork network;

        private Ticket(ClientNetwork network) {
            this.network = network;
        }
    }

    /**
     * @param atOnce how many of a network are checked, at least 1
     * @param waiting how many more may wait, at least 0
     */
    PasswordCheckQueue(int atOnce, int waiting) {
        this.atOnce = atOnce;
        this.most = atOnce + waiting;
    }

    /** {@return turns that leave processors to others} */
    static PasswordCheckQueue ofProcessors() {
        return new PasswordCheckQueue(
                Math.max(4, 2 * Runtime.getRuntime().availableProcessors()), 100);
    }

    /**
     * Joins the line of a network.
     *
     * @return nothing when too many wait; else {@link #leave} is to be called in the end
     */
    synchronized Optional<Ticket> come(ClientNetwork network) {
        SequencedSet<Ticket> line = lines.computeIfAbsent(network, _ -> new LinkedHashSet<>());
        if (line.size() >= most) {
            return Optional.empty();
        }
        Ticket ticket = new Ticket(network);
        line.add(ticket);
        return Optional.of(ticket);
    }

    /** {@return whether a login may be checked now; once it may, it may until it leaves} */
    synchronized boolean isDue(Ticket ticket) {
        return lines.getOrDefault(ticket.network, new LinkedHashSet<>()).stream()
                .limit(atOnce)
                .anyMatch(ticket::equals);
    }

    /** It was checked, or waits no more. */
    synchronized void leave(Ticket ticket) {
        lines.computeIfPresent(
                ticket.network,
                (_, line) -> {
                    line.remove(ticket);
                    return line.isEmpty() ? null : line;
                });
    }

    /** {@return how many lines there are} */
    synchronized int size() {
        return lines.size();
    }
}
