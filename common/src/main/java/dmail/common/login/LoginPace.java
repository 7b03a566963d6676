package dmail.common.login;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Slows down those who guess passwords, on however many connections. Thread-safe, and bounded: of
 * addresses and accounts the ones last heard of are remembered.
 *
 * <p>What fails from one address makes the next login from there wait, whoever it is for, one after
 * another; what fails for one account, from wherever, makes logins to it wait a little, side by
 * side, so that the right password from elsewhere still gets in. Names that don't exist count like
 * others. An account's own address of late waits for nothing. Loopback, where everyone has the same
 * address, counts by account only.
 */
public final class LoginPace {
    /** So much is remembered of each kind. */
    private static final int MOST = 10_000;

    private static final int FREE_FAILURES_OF_ADDRESS = 5;
    private static final int FREE_FAILURES_OF_ACCOUNT = 20;
    private static final int MOST_FAILURES = 40;
    private static final long FORGETS_ONE = Duration.ofMinutes(1).toNanos();

    private static final long FIRST_GAP = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_GAP = Duration.ofSeconds(30).toNanos();
    private static final long LONGEST_QUEUE = Duration.ofSeconds(60).toNanos();
    private static final long ACCOUNT_PAUSE = Duration.ofSeconds(5).toNanos();
    private static final int LONGEST_NAME = 64;

    private final LongSupplier nanos;
    private final Map<ByteBuffer, Failures> addresses = bounded();
    private final Map<String, Failures> accounts = bounded();
    private final Map<Acquaintance, Boolean> acquaintances = bounded();

    /** What has failed lately: one is forgotten each minute. */
    private static final class Failures {
        private int count;
        private long asOf;

        /** When the next login of an address may be looked at. */
        private long due;

        Failures(long now) {
            this.asOf = now;
            this.due = now;
        }

        int count(long now) {
            long forgotten = (now - asOf) / FORGETS_ONE;
            count = (int) Math.max(0, count - forgotten);
            asOf += forgotten * FORGETS_ONE;
            return count;
        }

        void add(long now) {
            count = Math.min(MOST_FAILURES, count(now) + 1);
        }
    }

    /** An account that logged in from an address. */
    private record Acquaintance(ByteBuffer address, String account) {}

    /** When a login is looked at. */
    public sealed interface Turn {
        /** After this pause, which may be none. */
        record After(Duration pause) implements Turn {}

        /** Too many from its address wait already: not at all. */
        record Never() implements Turn {}
    }

    /**
     * Begins without any memory.
     *
     * @param nanos the time, as of {@link System#nanoTime}
     */
    public LoginPace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * {@return when a login under that name is to be looked at} The place in the queue is taken.
     */
    public synchronized Turn turn(InetAddress client, String name) {
        ByteBuffer address = address(client);
        String account = account(name);
        if (acquaintances.containsKey(new Acquaintance(address, account))) {
            return new Turn.After(Duration.ZERO);
        }
        long now = nanos.getAsLong();
        long pause = Math.max(ofAddress(client, address, now), ofAccount(account, now));
        return pause > LONGEST_QUEUE ? new Turn.Never() : new Turn.After(Duration.ofNanos(pause));
    }

    private long ofAddress(InetAddress client, ByteBuffer address, long now) {
        Failures failures = addresses.get(address);
        if (failures == null || client.isLoopbackAddress()) {
            return 0;
        }
        int over = failures.count(now) - FREE_FAILURES_OF_ADDRESS;
        if (over < 0) {
            return 0;
        }
        long gap = Math.min(LONGEST_GAP, FIRST_GAP << Math.min(over, 10));
        long pause = Math.max(0, failures.due - now) + gap;
        if (pause <= LONGEST_QUEUE) {
            failures.due = now + pause;
        }
        return pause;
    }

    private long ofAccount(String account, long now) {
        Failures failures = accounts.get(account);
        return failures != null && failures.count(now) >= FREE_FAILURES_OF_ACCOUNT
                ? ACCOUNT_PAUSE
                : 0;
    }

    /** Looks at a login when its turn has come, and notes what came of it. */
    public Lookup paced(InetAddress client, String name, Supplier<Lookup> look) {
        return switch (turn(client, name)) {
            case Turn.Never() ->
                    new Lookup.Rejected("not looked at, its address has failed too often");
            case Turn.After(Duration pause) -> {
                rest(pause);
                Lookup lookup = look.get();
                note(client, name, lookup);
                yield lookup;
            }
        };
    }

    /**
     * A login by proof, which shows no password, has failed: its answer waits as long as a look at
     * a password would have.
     */
    public void disproved(InetAddress client, String name) {
        if (turn(client, name) instanceof Turn.After(Duration pause)) {
            rest(pause);
        }
        failed(client, name);
    }

    private static void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Notes what came of a login. */
    public void note(InetAddress client, String name, Lookup lookup) {
        switch (lookup) {
            case Lookup.Found _ -> succeeded(client, name);
            case Lookup.Rejected _, Lookup.NotLocal _ -> failed(client, name);
            case Lookup.Unavailable _ -> {
                // Nobody knows whether the password was right.
            }
        }
    }

    /** Notes a wrong password, or a name that is not there. */
    public synchronized void failed(InetAddress client, String name) {
        long now = nanos.getAsLong();
        ByteBuffer address = address(client);
        String account = account(name);
        addresses.computeIfAbsent(address, _ -> new Failures(now)).add(now);
        accounts.computeIfAbsent(account, _ -> new Failures(now)).add(now);
        acquaintances.remove(new Acquaintance(address, account));
    }

    /** Notes a right password. */
    public synchronized void succeeded(InetAddress client, String name) {
        acquaintances.put(new Acquaintance(address(client), account(name)), true);
    }

    /** {@return how many entries there are, of all kinds} */
    synchronized int size() {
        return addresses.size() + accounts.size() + acquaintances.size();
    }

    /** A site has at least 64 bits of IPv6 addresses to itself. */
    private static ByteBuffer address(InetAddress client) {
        byte[] octets = client.getAddress();
        return ByteBuffer.wrap(client instanceof Inet6Address ? Arrays.copyOf(octets, 8) : octets);
    }

    private static String account(String name) {
        String folded = LoginText.fold(name);
        return folded.substring(0, Math.min(LONGEST_NAME, folded.length()));
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @java.io.Serial private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST;
            }
        };
    }
}
