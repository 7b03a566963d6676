package dmail.common.login.pace;

import dmail.common.login.BoundedMap;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What came of logins lately, and how long the next one waits for that. It is bounded: of each kind
 * of thing the ones last heard of are remembered. Not thread-safe.
 */
final class LoginMemory {
    /** So much is remembered of each kind. */
    private static final int MOST = 10_000;

    private static final int FREE_FAILURES_OF_ADDRESS = 5;
    private static final int FREE_FAILURES_OF_NETWORK = 20;
    private static final int FREE_FAILURES_OF_ACCOUNT = 20;

    private static final long FIRST_GAP = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_GAP_OF_ADDRESS = Duration.ofSeconds(30).toNanos();
    private static final long LONGEST_GAP_OF_NETWORK = Duration.ofSeconds(15).toNanos();
    private static final long LONGEST_QUEUE = Duration.ofSeconds(60).toNanos();
    private static final long ACCOUNT_PAUSE = Duration.ofSeconds(5).toNanos();

    /** A success is told to others again after this time: what they know may have been lost. */
    private static final long TOLD_AGAIN = Duration.ofHours(1).toNanos();

    private final BoundedMap<ClientNetwork, Failures> addresses = new BoundedMap<>(MOST);
    private final BoundedMap<ClientNetwork, Failures> networks = new BoundedMap<>(MOST);
    private final BoundedMap<String, Failures> accounts = new BoundedMap<>(MOST);

    /** When each was last told to others. */
    private final BoundedMap<Acquaintance, Long> acquaintances = new BoundedMap<>(MOST);

    /**
     * Accounts whose password was right once where logins pause. One right password among many
     * wrong ones may have been guessed, so it is trusted at the second.
     */
    private final BoundedMap<Acquaintance, Boolean> onceRight = new BoundedMap<>(MOST);

    private final IntSupplier widePrefix;

    /** How long a login pauses, in nanoseconds, and whether it does for what failed around it. */
    record Pause(long nanos, boolean hasPlace) {}

    /** An account that logged in from a network. */
    private record Acquaintance(ClientNetwork network, String account) {}

    /**
     * @param widePrefix see {@link ClientNetwork#wide}; asked each time
     */
    LoginMemory(IntSupplier widePrefix) {
        this.widePrefix = widePrefix;
    }

    /** {@return how long a login pauses, or nothing when too many do} Its place is taken. */
    Optional<Pause> take(InetAddress client, String account, long now) {
        ClientNetwork near = ClientNetwork.near(client);
        if (knows(near, account)) {
            return Optional.of(new Pause(0, false));
        }
        ClientNetwork wide = ClientNetwork.wide(client, widePrefix.getAsInt());
        boolean counts = !client.isLoopbackAddress();
        Failures narrow = counts ? addresses.get(near) : null;
        Failures broad = counts && !knows(wide, account) ? networks.get(wide) : null;
        long ofAddress = pause(narrow, FREE_FAILURES_OF_ADDRESS, LONGEST_GAP_OF_ADDRESS, now);
        long ofNetwork = pause(broad, FREE_FAILURES_OF_NETWORK, LONGEST_GAP_OF_NETWORK, now);
        if (Math.max(ofAddress, ofNetwork) > LONGEST_QUEUE) {
            // Whoever is refused holds up nobody else.
            return Optional.empty();
        }
        take(narrow, ofAddress, now);
        take(broad, ofNetwork, now);
        long around = Math.max(ofAddress, ofNetwork);
        return Optional.of(new Pause(Math.max(around, ofAccount(account, now)), around > 0));
    }

    /** {@return whether the account's last password from there was right} */
    boolean knows(InetAddress client, String account) {
        return knows(ClientNetwork.near(client), account);
    }

    /** {@return how many logins from there may be wrong before the next pauses, at least 1} */
    int freeFailures(InetAddress client, long now) {
        if (client.isLoopbackAddress()) {
            return Integer.MAX_VALUE;
        }
        return Math.max(1, FREE_FAILURES_OF_ADDRESS - failuresOf(ClientNetwork.near(client), now));
    }

    private int failuresOf(ClientNetwork near, long now) {
        Failures failures = addresses.get(near);
        return failures == null ? 0 : failures.count(now);
    }

    private static long pause(@Nullable Failures failures, int free, long longestGap, long now) {
        int over = failures == null ? -1 : failures.count(now) - free;
        return failures == null || over < 0
                ? 0
                : failures.pause(now, Math.min(longestGap, FIRST_GAP << Math.min(over, 10)));
    }

    private static void take(@Nullable Failures failures, long pause, long now) {
        if (failures != null && pause > 0) {
            failures.take(now, pause);
        }
    }

    private long ofAccount(String account, long now) {
        Failures failures = accounts.get(account);
        return failures != null && failures.count(now) >= FREE_FAILURES_OF_ACCOUNT
                ? ACCOUNT_PAUSE
                : 0;
    }

    private boolean knows(ClientNetwork network, String account) {
        return acquaintances.containsKey(new Acquaintance(network, account));
    }

    /** Counts a wrong password, or a name that is not there. */
    void failed(InetAddress client, String account, long now) {
        ClientNetwork near = ClientNetwork.near(client);
        ClientNetwork wide = ClientNetwork.wide(client, widePrefix.getAsInt());
        Failures narrow = addresses.computeIfAbsent(near, _ -> new Failures(now));
        if (!wide.equals(near) && narrow.count(now) < FREE_FAILURES_OF_ADDRESS) {
            // What an address waits for itself is no reason for its neighbours to wait.
            networks.computeIfAbsent(wide, _ -> new Failures(now)).add(now);
        }
        narrow.add(now);
        accounts.computeIfAbsent(account, _ -> new Failures(now)).add(now);
        onceRight.remove(new Acquaintance(near, account));
        acquaintances.remove(new Acquaintance(near, account));
        acquaintances.remove(new Acquaintance(wide, account));
    }

    /** Notes a right password; {@return whether others should hear of it} */
    boolean succeeded(InetAddress client, String account, long now) {
        ClientNetwork near = ClientNetwork.near(client);
        boolean isSlowed =
                !client.isLoopbackAddress() && failuresOf(near, now) >= FREE_FAILURES_OF_ADDRESS;
        boolean isTooSoon =
                isSlowed
                        && !knows(near, account)
                        && onceRight.put(new Acquaintance(near, account), true) == null;
        return !isTooSoon && trust(client, account, now);
    }

    /** From now on the account doesn't pause there; {@return whether others should hear of it} */
    boolean trust(InetAddress client, String account, long now) {
        Acquaintance near = new Acquaintance(ClientNetwork.near(client), account);
        onceRight.remove(near);
        Long told = acquaintances.get(near);
        boolean isNews = told == null || now - told > TOLD_AGAIN;
        acquaintances.put(
                new Acquaintance(ClientNetwork.wide(client, widePrefix.getAsInt()), account), now);
        acquaintances.put(near, told == null || isNews ? now : told);
        return isNews;
    }

    /** {@return how many entries there are, of all kinds} */
    int size() {
        return addresses.size()
                + networks.size()
                + accounts.size()
                + acquaintances.size()
                + onceRight.size();
    }
}
