package dmail.common.login.pace;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;

/**
 * The logins of each network whose passwords are checked or wait for that: a few are checked at
 * once, in the order in which they came. To check a password is much work, and a network that
 * brings hundreds at once must not make all others wait. Of those that may be guesses only so many
 * are checked at once as may still fail before the next has to pause: otherwise all of a burst
 * would be checked before the first one is known to be wrong. A login that pauses holds up other
 * guesses only. Not thread-safe; never waits.
 */
final class PasswordCheckQueue {
    private final int atOnce;
    private final int most;

    /** Of each network the logins that are checked or wait, as they came. */
    private final Map<ClientNetwork, SequencedSet<Ticket>> lines = new HashMap<>();

    /** How many guesses of each wider network are checked now. */
    private final Map<ClientNetwork, Integer> checkedOfWide = new HashMap<>();

    /** How many logins of each wider network wait. */
    private final Map<ClientNetwork, Integer> waitingOfWide = new HashMap<>();

    /** One login's place in the line of its network; no two are equal. */
    static final class Ticket {
        private final InetAddress client;
        private final String account;
        private final ClientNetwork near;
        private final ClientNetwork wide;
        private final long came;

        /** Its account's last password from there was right; others may be guesses. */
        private boolean isKnown;

        private boolean isChecked;

        /**
         * @param wide the network around the client's own, or the same
         * @param came the time, as of {@link System#nanoTime}
         */
        Ticket(InetAddress client, String account, ClientNetwork wide, long came) {
            this.client = client;
            this.account = account;
            this.near = ClientNetwork.near(client);
            this.wide = wide;
            this.came = came;
        }

        InetAddress client() {
            return client;
        }

        String account() {
            return account;
        }

        ClientNetwork near() {
            return near;
        }

        long came() {
            return came;
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

    /** {@return one that leaves processors to others} */
    static PasswordCheckQueue ofProcessors() {
        return new PasswordCheckQueue(
                Math.max(4, 2 * Runtime.getRuntime().availableProcessors()), 100);
    }

    /** {@return whether the login is in the line now} If so, {@link #leave} is to be called. */
    boolean join(Ticket ticket) {
        SequencedSet<Ticket> line = lines.computeIfAbsent(ticket.near, _ -> new LinkedHashSet<>());
        if (line.size() >= most) {
            return false;
        }
        line.add(ticket);
        waitingOfWide.merge(ticket.wide, 1, Integer::sum);
        return true;
    }

    /** {@return how long a guess that has just joined pauses if no gap becomes longer} */
    long expectedPause(Ticket ticket, GuessLimit ofAddress, GuessLimit ofNetwork) {
        long waiting = line(ticket).stream().filter(each -> !each.isChecked).count();
        int waitingOfNetwork = waitingOfWide.getOrDefault(ticket.wide, 0);
        return Math.max(waiting * ofAddress.gap(), waitingOfNetwork * ofNetwork.gap());
    }

    private SequencedSet<Ticket> line(Ticket ticket) {
        return lines.getOrDefault(ticket.near, new LinkedHashSet<>());
    }

    /**
     * Begins to check a login, if it may be checked now.
     *
     * @param isKnown whether its account's last password from there was right, as of now
     * @return whether it may
     */
    boolean begin(
            Ticket ticket, boolean isKnown, GuessLimit ofAddress, GuessLimit ofNetwork, long now) {
        ticket.isKnown = isKnown;
        boolean pauses =
                !isKnown
                        && Math.max(
                                        ofAddress.pause(ticket.came, now),
                                        ofNetwork.pause(ticket.came, now))
                                > 0;
        if (pauses || !isNext(ticket, ofAddress, ofNetwork)) {
            return false;
        }
        ticket.isChecked = true;
        subtract(waitingOfWide, ticket.wide);
        if (!isKnown) {
            checkedOfWide.merge(ticket.wide, 1, Integer::sum);
        }
        return true;
    }

    private boolean isNext(Ticket ticket, GuessLimit ofAddress, GuessLimit ofNetwork) {
        SequencedSet<Ticket> line = line(ticket);
        int places = atOnce;
        int guesses = ofAddress.atOnce();
        for (Ticket each : line) {
            places -= each.isChecked ? 1 : 0;
            guesses -= each.isChecked && !each.isKnown ? 1 : 0;
        }
        guesses =
                Math.min(guesses, ofNetwork.atOnce() - checkedOfWide.getOrDefault(ticket.wide, 0));
        for (Ticket each : line) {
            boolean takesPlace = !each.isChecked && (each.isKnown || guesses > 0);
            if (each.equals(ticket)) {
                return takesPlace && places > 0;
            }
            places -= takesPlace ? 1 : 0;
            guesses -= takesPlace && !each.isKnown ? 1 : 0;
        }
        throw new IllegalStateException("it has left the line");
    }

    /** It was checked, or waits no more. */
    void leave(Ticket ticket) {
        lines.computeIfPresent(
                ticket.near,
                (_, line) -> {
                    line.remove(ticket);
                    return line.isEmpty() ? null : line;
                });
        if (!ticket.isChecked) {
            subtract(waitingOfWide, ticket.wide);
        } else if (!ticket.isKnown) {
            subtract(checkedOfWide, ticket.wide);
        }
    }

    private static void subtract(Map<ClientNetwork, Integer> counts, ClientNetwork network) {
        counts.computeIfPresent(network, (_, count) -> count == 1 ? null : count - 1);
    }

    /** {@return how many networks are remembered} */
    int size() {
        return lines.size() + checkedOfWide.size() + waitingOfWide.size();
    }
}
