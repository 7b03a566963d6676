package dmail.common.login.pace;

import dmail.common.authent.password.WorkSecret;
import dmail.common.config.Configuration;
import dmail.common.config.FileSettings;
import dmail.common.config.LimitSettings;
import dmail.common.config.Server;
import dmail.common.log.Log;
import dmail.common.login.Caller;
import dmail.common.login.LoginEvent;
import dmail.common.login.Lookup;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Slows down those who guess passwords, on however many connections, to whichever server, by
 * whatever mechanism: a login is looked at when its turn has come, not before. Thread-safe.
 *
 * <p>What fails from one address makes the next login from there wait, whoever it is for, one after
 * another; so does, later and less, what fails from many addresses of one IPv6 network. What fails
 * for one account, from wherever, makes logins to it wait a little, side by side, so that the right
 * password from elsewhere still gets in. Names that don't exist count like others. An account's own
 * address of late waits for nothing. Loopback, where everyone has the same address, counts by
 * account only. Of one network only a few are checked at once.
 */
public final class LoginPace {
    /** What others have to tell is asked for so often at most. */
    private static final long HEARS_EACH = Duration.ofMillis(100).toNanos();

    private static final int ACCOUNT_OCTETS = 8;

    /** A login that waits for others of its network looks so often whether its turn has come. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    /** Half a minute in all. */
    private static final int MOST_LOOKS = 3_000;

    /** Web mail and its like bring the logins of all users from these. */
    private static final Set<InetAddress> OF_EVERYONE =
            Set.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

    /** The password was not checked, so nothing is said of it. */
    private static final Lookup CROWDED =
            new Lookup.Unavailable("too many logins from its network at once");

    private static final Lookup NOT_CHECKED =
            new Lookup.Rejected("not looked at, its address has failed too often");

    private static final Lookup GIVEN_UP = new Lookup.Unavailable("given up for others");

    private final LongSupplier nanos;
    private final InstantSource clock;
    private final WorkSecret secret;
    private final OtherLoginEvents news;
    private final PasswordCheckQueue turns = PasswordCheckQueue.ofProcessors();
    private final RecentWrongPasswords guesses = new RecentWrongPasswords(new SecureRandom());
    private final LoginMemory memory;
    private long heard;

    /** When a login is looked at. */
    public sealed interface Turn {
        /**
         * After a pause.
         *
         * @param pause may be none
         * @param hasPlace whether it pauses for what failed at its address or in its network,
         *     behind others that do
         */
        record After(Duration pause, boolean hasPlace) implements Turn {}

        /** Too many from its address wait already: not at all. */
        record Never() implements Turn {}
    }

    /**
     * Begins with what others have to tell.
     *
     * @param nanos the time, as of {@link System#nanoTime}
     * @param secret the same for all that share the news
     * @param widePrefix how many bits of an IPv6 address make a network now, at most 64
     */
    LoginPace(
            LongSupplier nanos,
            InstantSource clock,
            WorkSecret secret,
            OtherLoginEvents news,
            IntSupplier widePrefix) {
        this.nanos = nanos;
        this.clock = clock;
        this.secret = secret;
        this.news = news;
        this.memory = new LoginMemory(widePrefix);
        long now = nanos.getAsLong();
        this.heard = now - HEARS_EACH;
        hear(now);
    }

    /**
     * {@return one that shares what it knows with the other server, through work_path}
     *
     * @param settings in force, now and later
     */
    public static LoginPace shared(
            Supplier<Configuration> settings,
            Server server,
            LongSupplier nanos,
            InstantSource clock,
            Log log) {
        var workPath = settings.get().value(FileSettings.WORK_PATH);
        return new LoginPace(
                nanos,
                clock,
                WorkSecret.in(workPath, log),
                new SharedLoginEvents(workPath, server, new SecureRandom(), log),
                () -> settings.get().value(LimitSettings.LOGINS_IPV6_PREFIX));
    }

    /**
     * Looks at a login when its turn has come, and notes what came of it.
     *
     * @param name the one that the users' data base knows, whatever the client has typed
     */
    public Lookup paced(Caller caller, String name, byte[] password, Supplier<Lookup> look) {
        return paced(caller, name, Optional.of(password), look);
    }

    /** The same for a client that shows a proof in place of a password. */
    public Lookup pacedProof(Caller caller, String name, Supplier<Lookup> look) {
        return paced(caller, name, Optional.empty(), look);
    }

    private Lookup paced(
            Caller caller, String name, Optional<byte[]> password, Supplier<Lookup> look) {
        InetAddress client = caller.address();
        String account = account(name);
        return switch (turn(client, account)) {
            case Turn.Never() -> NOT_CHECKED;
            case Turn.After(Duration pause, boolean hasPlace) -> {
                if (!caller.rest().rest(pause)) {
                    yield GIVEN_UP;
                }
                Supplier<Lookup> counted =
                        () -> {
                            Lookup lookup = look.get();
                            note(client, account, password, lookup);
                            return lookup;
                        };
                yield inTurn(caller, account, hasPlace, counted);
            }
        };
    }

    /** Checks a login when few enough others of its network are being checked. */
    private Lookup inTurn(Caller caller, String account, boolean hasPlace, Supplier<Lookup> check) {
        InetAddress client = caller.address();
        if (OF_EVERYONE.contains(client)) {
            return check.get();
        }
        Optional<PasswordCheckQueue.Ticket> ticket =
                turns.come(ClientNetwork.near(client), !knows(client, account));
        if (ticket.isEmpty()) {
            return CROWDED;
        }
        try {
            for (int i = 0; i < MOST_LOOKS && !isDue(ticket.get(), client); i++) {
                if (!caller.rest().rest(BETWEEN_LOOKS)) {
                    return GIVEN_UP;
                }
            }
            if (!isDue(ticket.get(), client)) {
                return CROWDED;
            }
            return hasPlace ? check.get() : afterOthers(caller, account, check);
        } finally {
            turns.leave(ticket.get());
        }
    }

    /** Checks a login that had no reason to pause when it came, but may have one by now. */
    private Lookup afterOthers(Caller caller, String account, Supplier<Lookup> check) {
        return switch (turn(caller.address(), account)) {
            case Turn.Never() -> NOT_CHECKED;
            case Turn.After(Duration pause, boolean hasPlace) ->
                    !hasPlace || caller.rest().rest(pause) ? check.get() : GIVEN_UP;
        };
    }

    private synchronized boolean knows(InetAddress client, String account) {
        return memory.knows(client, account);
    }

    /** In one step: a login that fails meanwhile must not be missing in both counts. */
    private synchronized boolean isDue(PasswordCheckQueue.Ticket ticket, InetAddress client) {
        return turns.isDue(ticket, memory.freeFailures(client, nanos.getAsLong()));
    }

    private String account(String name) {
        return HexFormat.of().formatHex(secret.derive("account", name), 0, ACCOUNT_OCTETS);
    }

    /** {@return when a login is to be looked at} The place in the queue is taken. */
    synchronized Turn turn(InetAddress client, String account) {
        long now = nanos.getAsLong();
        hear(now);
        return memory.take(client, account, now)
                .<Turn>map(
                        pause -> new Turn.After(Duration.ofNanos(pause.nanos()), pause.hasPlace()))
                .orElseGet(Turn.Never::new);
    }

    private void hear(long now) {
        if (now - heard < HEARS_EACH) {
            return;
        }
        heard = now;
        Instant today = clock.instant();
        for (LoginEvent event : news.hear()) {
            Duration age = Duration.between(event.when(), today);
            // A clock that was wrong makes nothing last longer.
            long ago = Math.clamp(age.toMillis(), 0, Failures.MEMORY.toMillis()) * 1_000_000;
            switch (event.outcome()) {
                case RIGHT -> memory.trust(event.client(), event.account(), now - ago);
                case WRONG -> memory.failed(event.client(), event.account(), now - ago);
            }
        }
    }

    private void note(
            InetAddress client, String account, Optional<byte[]> password, Lookup lookup) {
        switch (lookup) {
            case Lookup.Found _ -> succeeded(client, account);
            case Lookup.Rejected _, Lookup.NotLocal _ -> {
                if (isNewGuess(ClientNetwork.near(client), account, password)) {
                    failed(client, account);
                }
            }
            case Lookup.Unavailable _ -> {
                // Nobody knows whether the password was right.
            }
        }
    }

    private boolean isNewGuess(ClientNetwork client, String account, Optional<byte[]> password) {
        long now = nanos.getAsLong();
        if (password.isEmpty()) {
            guesses.showedProof(client, account, now);
            return true;
        }
        return guesses.isNew(client, account, password.get(), now);
    }

    /** Notes a wrong password, or a name that is not there. */
    void failed(InetAddress client, String account) {
        synchronized (this) {
            memory.failed(client, account, nanos.getAsLong());
        }
        tell(LoginEvent.Outcome.WRONG, client, account);
    }

    /** Notes a right password. */
    void succeeded(InetAddress client, String account) {
        boolean isNews;
        synchronized (this) {
            isNews = memory.succeeded(client, account, nanos.getAsLong());
        }
        if (isNews) {
            tell(LoginEvent.Outcome.RIGHT, client, account);
        }
    }

    private void tell(LoginEvent.Outcome outcome, InetAddress client, String account) {
        news.tell(new LoginEvent(clock.instant(), outcome, client, account));
    }

    /** {@return how many entries there are, of all kinds} */
    synchronized int size() {
        return memory.size();
    }
}
