package dmail.common.login.pace;

import dmail.common.login.BoundedMap;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What came of logins lately, and how long the next one waits for that. It is bounded: of each kind
 * of thing the ones last heard of are remembered. Not thread-safe.
 */
final class LoginMemory {
    /** So much is remembered of each kind. */
    private static final int MOST = 10_000;

    /** An account is known at so many networks, or in half as many IPv6 networks of both kinds. */
    private static final int MOST_NETWORKS = 8;

    private static final int FREE_FAILURES_OF_ADDRESS = 5;
    private static final int FREE_FAILURES_OF_NETWORK = 20;
    private static final int FREE_FAILURES_OF_ACCOUNT = 20;

    private static final long FIRST_GAP = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_GAP_OF_ADDRESS = Duration.ofSeconds(30).toNanos();
    private static final long LONGEST_GAP_OF_NETWORK = Duration.ofSeconds(15).toNanos();
    private static final Duration ACCOUNT_PAUSE = Duration.ofSeconds(5);

    /** How long until a success is announced to the other server again, which may have lost it. */
    private static final long TOLD_AGAIN = Duration.ofHours(1).toNanos();

    private final BoundedMap<ClientNetwork, Failures> addresses = new BoundedMap<>(MOST);
    private final BoundedMap<ClientNetwork, Failures> networks = new BoundedMap<>(MOST);
    private final BoundedMap<String, Failures> accounts = new BoundedMap<>(MOST);

    /** Where each account's last password was right, and when others were last told so. */
    private final BoundedMap<String, BoundedMap<ClientNetwork, Long>> known =
            new BoundedMap<>(MOST);

    /**
     * Accounts whose password was right once where logins pause. One right password among many
     * wrong ones may have been guessed, so it is trusted at the second.
     */
    private final BoundedMap<Acquaintance, Boolean> onceRight = new BoundedMap<>(MOST);

    private final IntSupplier widePrefix;

    /** An account that logged in from a network. */
    private record Acquaintance(ClientNetwork network, String account) {}

    /**
     * @param widePrefix see {@link ClientNetwork#wide}; asked each time
     */
    LoginMemory(IntSupplier widePrefix) {
        this.widePrefix = widePrefix;
    }

    /** {@return the network of {@code logins_ipv6_prefix} bits, or the address of IPv4} */
    ClientNetwork wide(InetAddress client) {
        return ClientNetwork.wide(client, widePrefix.getAsInt());
    }

    /** {@return whether the account's last password from there was right} */
    boolean knows(ClientNetwork network, String account) {
        BoundedMap<ClientNetwork, Long> there = known.get(account);
        return there != null && there.containsKey(network);
    }

    /** {@return how guesses from the client's own network are checked} */
    GuessLimit ofAddress(InetAddress client, long now) {
        return client.isLoopbackAddress()
                ? GuessLimit.NONE
                : limit(
                        addresses.get(ClientNetwork.near(client)),
                        FREE_FAILURES_OF_ADDRESS,
                        LONGEST_GAP_OF_ADDRESS,
                        now);
    }

    /**
     * {@return how guesses from the wider network are checked} An account that is known there
     * doesn't pause for others' failures.
     */
    GuessLimit ofNetwork(InetAddress client, String account, long now) {
        ClientNetwork wide = wide(client);
        if (client.isLoopbackAddress() || wide.equals(ClientNetwork.near(client))) {
            return GuessLimit.NONE;
        }
        GuessLimit limit =
                limit(networks.get(wide), FREE_FAILURES_OF_NETWORK, LONGEST_GAP_OF_NETWORK, now);
        return knows(wide, account) ? new GuessLimit(limit.atOnce(), 0, 0) : limit;
    }

    private static GuessLimit limit(
            @Nullable Failures failures, int free, long longestGap, long now) {
        if (failures == null) {
            return new GuessLimit(free, 0, now);
        }
        int left = free - failures.count(now);
        return left > 0
                ? new GuessLimit(left, 0, now)
                : new GuessLimit(
                        1,
                        Math.min(longestGap, FIRST_GAP << Math.min(-left, 10)),
                        failures.checked());
    }

    /** {@return how long a login to the account pauses, besides others that do} */
    Duration ofAccount(ClientNetwork near, String account, long now) {
        Failures failures = accounts.get(account);
        return failures != null
                        && failures.count(now) >= FREE_FAILURES_OF_ACCOUNT
                        && !knows(near, account)
                ? ACCOUNT_PAUSE
                : Duration.ZERO;
    }

    /** Notes that a login which may be a guess is checked now. */
    void check(InetAddress client, long now) {
        check(addresses.get(ClientNetwork.near(client)), now);
        check(networks.get(wide(client)), now);
    }

    private static void check(@Nullable Failures failures, long now) {
        if (failures != null) {
            failures.check(now);
        }
    }

    /** Counts a wrong password, or a name that is not there. */
    void failed(InetAddress client, String account, long now) {
        ClientNetwork near = ClientNetwork.near(client);
        ClientNetwork wide = wide(client);
        int before = failuresOf(near, now);
        if (!wide.equals(near) && before < FREE_FAILURES_OF_ADDRESS) {
            // What an address waits for itself is no reason for its neighbours to wait.
            add(
                    networks.computeIfAbsent(wide, _ -> new Failures(now)),
                    FREE_FAILURES_OF_NETWORK,
                    now);
        }
        add(addresses.computeIfAbsent(near, _ -> new Failures(now)), FREE_FAILURES_OF_ADDRESS, now);
        accounts.computeIfAbsent(account, _ -> new Failures(now)).add(now);
        onceRight.remove(new Acquaintance(near, account));
        known.computeIfPresent(
                account,
                (_, there) -> {
                    there.remove(near);
                    there.remove(wide);
                    return there.isEmpty() ? null : there;
                });
    }

    /** Counts one; of the last free ones the next login keeps its distance, too. */
    private static void add(Failures failures, int free, long now) {
        if (failures.count(now) < free) {
            failures.check(now);
        }
        failures.add(now);
    }

    private int failuresOf(ClientNetwork near, long now) {
        Failures failures = addresses.get(near);
        return failures == null ? 0 : failures.count(now);
    }

    /** Notes a right password; {@return whether others should hear of it} */
    boolean succeeded(InetAddress client, String account, long now) {
        ClientNetwork near = ClientNetwork.near(client);
        boolean isTooSoon =
                ofAddress(client, now).gap() > 0
                        && !knows(near, account)
                        && onceRight.put(new Acquaintance(near, account), true) == null;
        return !isTooSoon && trust(client, account, now);
    }

    /** From now on the account doesn't pause there; {@return whether others should hear of it} */
    boolean trust(InetAddress client, String account, long now) {
        ClientNetwork near = ClientNetwork.near(client);
        onceRight.remove(new Acquaintance(near, account));
        BoundedMap<ClientNetwork, Long> there =
                known.computeIfAbsent(account, _ -> new BoundedMap<>(MOST_NETWORKS));
        Long told = there.get(near);
        boolean isNews = told == null || now - told > TOLD_AGAIN;
        there.put(wide(client), now);
        there.put(near, told == null || isNews ? now : told);
        return isNews;
    }

    /** {@return how many entries there are, of all kinds} */
    int size() {
        return addresses.size()
                + networks.size()
                + accounts.size()
                + known.size()
                + onceRight.size();
    }
}
