package dmail.common.login.pace;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Which logins of a network are checked now: a few at once, in the order in which they came. To
 * check a password is much work, and a network that brings hundreds at once must not make all
 * others wait. Of those that may be guesses only so many are checked at once as may still fail
 * before the next has to pause: otherwise hundreds of guesses would be checked before the first one
 * is known to be wrong. Thread-safe; never waits.
 */
final class PasswordCheckQueue {
    private final int atOnce;
    private final int most;

    /** Of each network the logins that are checked, and behind them those that wait. */
    private final Map<ClientNetwork, SequencedSet<Ticket>> lines = new HashMap<>();

    /** One login's place in the line of its network; no two are equal. */
    static final class Ticket {
        private final ClientNetwork network;
        private final boolean mayBeGuess;
        private boolean isChecked;

        private Ticket(ClientNetwork network, boolean mayBeGuess) {
            this.network = network;
            this.mayBeGuess = mayBeGuess;
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
     * @param mayBeGuess whether its account has not yet logged in from there
     * @return nothing when too many wait; else {@link #leave} is to be called in the end
     */
    synchronized Optional<Ticket> come(ClientNetwork network, boolean mayBeGuess) {
        SequencedSet<Ticket> line = lines.computeIfAbsent(network, _ -> new LinkedHashSet<>());
        if (line.size() >= most) {
            return Optional.empty();
        }
        Ticket ticket = new Ticket(network, mayBeGuess);
        line.add(ticket);
        return Optional.of(ticket);
    }

    /**
     * {@return whether a login may be checked now; once it may, it may until it leaves}
     *
     * @param guesses how many of the network that may be guesses are checked at once, at least 1
     */
    synchronized boolean isDue(Ticket ticket, int guesses) {
        int checked = 0;
        int guessed = 0;
        for (Ticket each : lines.getOrDefault(ticket.network, new LinkedHashSet<>())) {
            boolean isDue =
                    each.isChecked || (checked < atOnce && (!each.mayBeGuess || guessed < guesses));
            if (each.equals(ticket)) {
                ticket.isChecked = isDue;
                return isDue;
            }
            checked += isDue ? 1 : 0;
            guessed += isDue && each.mayBeGuess ? 1 : 0;
        }
        return false;
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
