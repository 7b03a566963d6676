package dmail.common.authent;

import dmail.common.authent.Verdict.Accepted;
import dmail.common.authent.Verdict.Reason;
import dmail.common.authent.Verdict.Rejected;
import dmail.common.authent.Verdict.Unavailable;
import dmail.common.io.Owner;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.system.PasswdEntry;
import dmail.common.system.PasswdSource;
import dmail.common.system.ShadowEntry;
import dmail.common.system.SystemBusyException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The users of {@code authent_method unix_user}: those of the operating system. All of them get
 * mail; only accounts that are meant for people can log in.
 */
final class UnixUsers implements Authenticator {
    /** Below are the accounts of the system itself. */
    private static final int FIRST_UID = 100;

    /** Of no password; with the method and cost that the system uses for new ones (Debian's). */
    private static final String NOBODYS_HASH =
            "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7";

    private final PasswdSource system;
    private final PasswordHashes hashes;
    private final InstantSource clock;
    private final Log log;

    UnixUsers(PasswdSource system, PasswordHashes hashes, InstantSource clock, Log log) {
        this.system = system;
        this.hashes = hashes;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public Verdict lookup(String name) {
        if (!DatabaseName.isAskable(name)) {
            return new Rejected(Reason.MALFORMED);
        }
        try {
            return user(name)
                    .<Verdict>map(UnixUsers::accepted)
                    .orElseGet(() -> new Rejected(Reason.NO_SUCH_USER));
        } catch (SystemBusyException e) {
            return unavailable(e);
        }
    }

    @Override
    public Verdict check(String name, Password password, InetAddress client) {
        if (!DatabaseName.isAskable(name)) {
            return new Rejected(Reason.MALFORMED);
        }
        try {
            return check(user(name), password);
        } catch (SystemBusyException e) {
            return unavailable(e);
        }
    }

    /** Users of a virtual domain may be called A_fred, as dmail.conf spells it, or a_fred. */
    private Optional<PasswdEntry> user(String name) throws SystemBusyException {
        Optional<PasswdEntry> asSpelled = system.passwd(name);
        String folded = DatabaseName.fold(name);
        return asSpelled.isPresent() || folded.equals(name) ? asSpelled : system.passwd(folded);
    }

    /** Computes a hash in each case, so that all answers take the same time. */
    private Verdict check(Optional<PasswdEntry> user, Password password)
            throws SystemBusyException {
        Optional<ShadowEntry> secret =
                user.isPresent() ? system.shadow(user.get().name()) : Optional.empty();
        Optional<String> hash = secret.map(ShadowEntry::hash).filter(PasswordHashes::isUsable);
        boolean fits = hashes.matches(hash.orElse(NOBODYS_HASH), password);
        if (user.isEmpty()) {
            return new Rejected(Reason.NO_SUCH_USER);
        }
        if (hash.isEmpty() || !mayLogIn(user.get(), secret.get())) {
            return new Rejected(Reason.NOT_ALLOWED);
        }
        return fits ? accepted(user.get()) : new Rejected(Reason.WRONG_PASSWORD);
    }

    private boolean mayLogIn(PasswdEntry user, ShadowEntry secret) {
        long today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay();
        return user.uid() >= FIRST_UID
                && !SystemFields.NO_SHELLS.contains(user.shell())
                && !secret.isExpired(today);
    }

    private static Verdict accepted(PasswdEntry user) {
        return new Accepted(
                user.name(), "", new Owner(user.uid(), user.gid()), SystemFields.of(user));
    }

    private Verdict unavailable(SystemBusyException e) {
        log.error(LogLine.of("system users cannot be asked").with("error", e));
        return new Unavailable("the system's users cannot be asked");
    }

    @Override
    public void clearCache() {
        // The system is asked each time.
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
