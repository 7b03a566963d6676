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
import dmail.common.login.pace.PasswordCheckQueue.Ticket;
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
 * whatever mechanism: a login is checked when its turn has come, not before. Thread-safe.
 *
 * <p>After some failures from one address the next logins from there are checked one after another
 * with longer and longer gaps, whoever they are for; so are, later and with shorter gaps, those
 * from a wider IPv6 network. What fails for one account, from wherever, makes logins to it pause a
 * little, side by side, so that the right password from elsewhere still gets in. Names that don't
 * exist count like others. An account pauses nowhere where its last password was right. Loopback,
 * where everyone has the same address, counts by account only. Of one network only a few are
 * checked at once.
 */
public final class LoginPace {
    /** The events of the other server are read no more often than this. */
    private static final long HEARS_EACH = Duration.ofMillis(100).toNanos();

    private static final int ACCOUNT_OCTETS = 8;

    /**
     * A login that waits looks again whether it may be checked after this time, or at most that.
     */
    private static final long SOON = Duration.ofMillis(10).toNanos();

    private static final long AT_MOST = Duration.ofSeconds(1).toNanos();

    /** No login waits longer for others of its network, which is a little more than one gap. */
    private static final long LONGEST_WAIT = Duration.ofSeconds(35).toNanos();

    /**
     * After a pause the answer to a wrong login comes no sooner than this after its check began:
     * the {@link FailureDelay} may be over by then, and the time must not tell who exists.
     */
    private static final long ANSWERED_AFTER = Duration.ofSeconds(1).toNanos();

    /** Web mail and its like bring the logins of all users from these. */
    private static final Set<InetAddress> OF_EVERYONE =
            Set.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

    /** The password was not checked, so nothing is said of it. */
    private static final Lookup CROWDED =
            new Lookup.Unavailable("too many logins from its network at once");

    private static final Lookup NOT_CHECKED =
            new Lookup.Rejected("not checked, too many failures from its address");

    private static final Lookup GIVEN_UP = new Lookup.Unavailable("given up for others");

    private final LongSupplier nanos;
    private final InstantSource clock;
    private final WorkSecret secret;
    private final OtherLoginEvents news;
    private final PasswordCheckQueue line = PasswordCheckQueue.ofProcessors();
    private final RecentWrongPasswords guesses = new RecentWrongPasswords(new SecureRandom());
    private final LoginMemory memory;
    private long heard;

    /**
     * Begins with the events of the other server.
     *
     * @param nanos the time, as of {@link System#nanoTime}
     * @param secret the same for both servers
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
     * @param settings the current ones
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

    /** What becomes of a login. */
    public sealed interface Turn {}

    /** Its password or proof is not to be checked. */
    public record Refused(Lookup why) implements Turn {}

    /** It is to be checked now. Others may wait for it, so it is to be closed. */
    public final class Check implements Turn, AutoCloseable {
        private final Caller caller;
        private final String account;
        private final long came;
        private final long begun = nanos.getAsLong();
        private final Optional<Ticket> ticket;
        private boolean isOver;

        private Check(Caller caller, String account, long came, Optional<Ticket> ticket) {
            this.caller = caller;
            this.account = account;
            this.came = came;
            this.ticket = ticket;
        }

        /** Records the result of a password check; {@return that result} */
        public Lookup ofPassword(byte[] password, Lookup lookup) {
            return noted(Optional.of(password), lookup);
        }

        /** Records the result of a check that the client knows the password; {@return it} */
        public Lookup ofProof(Lookup lookup) {
            return noted(Optional.empty(), lookup);
        }

        private Lookup noted(Optional<byte[]> password, Lookup lookup) {
            note(caller.address(), account, password, lookup);
            close();
            if (begun - came >= ANSWERED_AFTER && !(lookup instanceof Lookup.Found)) {
                long left = begun + ANSWERED_AFTER - nanos.getAsLong();
                boolean _ = caller.rest().rest(Duration.ofNanos(Math.max(0, left)));
            }
            return lookup;
        }

        @Override
        public void close() {
            if (!isOver) {
                isOver = true;
                ticket.ifPresent(LoginPace.this::leave);
            }
        }
    }

    /**
     * Waits until a login's turn has come.
     *
     * @param name the one that the user data base knows, whatever the client has typed
     */
    public Turn await(Caller caller, String name) {
        InetAddress client = caller.address();
        String account = account(name);
        long came = nanos.getAsLong();
        if (!caller.rest().rest(pauseOfAccount(client, account))) {
            return new Refused(GIVEN_UP);
        }
        return OF_EVERYONE.contains(client)
                ? new Check(caller, account, came, Optional.empty())
                : awaitInLine(caller, account, came);
    }

    private synchronized Duration pauseOfAccount(InetAddress client, String account) {
        long now = nanos.getAsLong();
        hear(now);
        return memory.ofAccount(ClientNetwork.near(client), account, now);
    }

    /** Waits until the logins of its network before it allow it to be checked. */
    private Turn awaitInLine(Caller caller, String account, long came) {
        Ticket ticket = newTicket(caller.address(), account, came);
        if (!join(ticket)) {
            return new Refused(CROWDED);
        }
        boolean begins = false;
        try {
            Optional<Lookup> refusal = awaitTurn(caller, ticket);
            begins = refusal.isEmpty();
            return begins
                    ? new Check(caller, account, came, Optional.of(ticket))
                    : new Refused(refusal.get());
        } finally {
            if (!begins) {
                leave(ticket);
            }
        }
    }

    private Optional<Lookup> awaitTurn(Caller caller, Ticket ticket) {
        if (expectedPause(ticket) > LONGEST_WAIT) {
            return Optional.of(NOT_CHECKED);
        }
        long waited = 0;
        while (!begin(ticket)) {
            long wait = Math.clamp(pause(ticket), SOON, AT_MOST);
            if (!caller.rest().rest(Duration.ofNanos(wait))) {
                return Optional.of(GIVEN_UP);
            }
            waited += wait;
            if (waited > LONGEST_WAIT) {
                return Optional.of(pause(ticket) > 0 ? NOT_CHECKED : CROWDED);
            }
        }
        return Optional.empty();
    }

    private synchronized Ticket newTicket(InetAddress client, String account, long came) {
        return new Ticket(client, account, memory.wide(client), came);
    }

    private synchronized boolean join(Ticket ticket) {
        return line.join(ticket);
    }

    private synchronized void leave(Ticket ticket) {
        line.leave(ticket);
    }

    /** {@return how long a login that has just come pauses, if nothing fails meanwhile} */
    private synchronized long expectedPause(Ticket ticket) {
        long now = nanos.getAsLong();
        return memory.knows(ticket.near(), ticket.account())
                ? 0
                : line.expectedPause(ticket, ofAddress(ticket, now), ofNetwork(ticket, now));
    }

    private synchronized long pause(Ticket ticket) {
        long now = nanos.getAsLong();
        return Math.max(
                ofAddress(ticket, now).pause(ticket.came(), now),
                ofNetwork(ticket, now).pause(ticket.came(), now));
    }

    /** {@return whether a login may be checked now} It has begun then, and others see that. */
    private synchronized boolean begin(Ticket ticket) {
        long now = nanos.getAsLong();
        boolean isKnown = memory.knows(ticket.near(), ticket.account());
        boolean begins =
                line.begin(ticket, isKnown, ofAddress(ticket, now), ofNetwork(ticket, now), now);
        if (begins && !isKnown) {
            memory.check(ticket.client(), now);
        }
        return begins;
    }

    private GuessLimit ofAddress(Ticket ticket, long now) {
        return memory.ofAddress(ticket.client(), now);
    }

    private GuessLimit ofNetwork(Ticket ticket, long now) {
        return memory.ofNetwork(ticket.client(), ticket.account(), now);
    }

    /** {@return the account's name as it is counted and shared, which doesn't tell the name} */
    String account(String name) {
        return HexFormat.of().formatHex(secret.derive("account", name), 0, ACCOUNT_OCTETS);
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
