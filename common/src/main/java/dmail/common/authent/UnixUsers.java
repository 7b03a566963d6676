package dmail.common.authent;

import dmail.common.authent.Verdict.Accepted;
import dmail.common.authent.Verdict.Reason;
import dmail.common.authent.Verdict.Rejected;
import dmail.common.authent.Verdict.Unavailable;
import dmail.common.authent.password.Password;
import dmail.common.io.Owner;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.system.PamCheck;
import dmail.common.system.PasswdEntry;
import dmail.common.system.PasswdSource;
import dmail.common.system.SystemBusyException;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The users of {@code authent_method unix_user}: those of the operating system. All of them get
 * mail; only accounts for people can log in.
 */
final class UnixUsers implements Authenticator {
    /** Lower numbers are accounts of the system itself. */
    private static final int FIRST_UID = 100;

    private final PasswdSource system;
    private final UnixPasswords passwords;
    private final Log log;

    UnixUsers(PasswdSource system, UnixPasswords passwords, Log log) {
        this.system = system;
        this.passwords = passwords;
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
            Optional<PasswdEntry> user = user(name);
            return verdict(user, passwords.check(name, user, password, client));
        } catch (SystemBusyException e) {
            return unavailable(e);
        }
    }

    /** Looks up the name as it is and, if there is no such user, in lower case. */
    private Optional<PasswdEntry> user(String name) throws SystemBusyException {
        Optional<PasswdEntry> asSpelled = system.passwd(name);
        String folded = DatabaseName.fold(name);
        return asSpelled.isPresent() || folded.equals(name) ? asSpelled : system.passwd(folded);
    }

    private static Verdict verdict(Optional<PasswdEntry> user, PamCheck.Answer answer) {
        if (user.isEmpty()) {
            return new Rejected(Reason.NO_SUCH_USER);
        }
        if (!isOfAPerson(user.get())) {
            return new Rejected(Reason.NOT_ALLOWED);
        }
        return switch (answer) {
            case RIGHT -> accepted(user.get());
            case WRONG -> new Rejected(Reason.WRONG_PASSWORD);
            case NOT_ALLOWED -> new Rejected(Reason.NOT_ALLOWED);
        };
    }

    private static boolean isOfAPerson(PasswdEntry user) {
        return user.uid() >= FIRST_UID && !SystemFields.NO_SHELLS.contains(user.shell());
    }

    private static Verdict accepted(PasswdEntry user) {
        return new Accepted(
                user.name(), "", new Owner(user.uid(), user.gid()), SystemFields.of(user));
    }

    private Verdict unavailable(SystemBusyException e) {
        log.error(LogLine.of("system users unavailable").with("reason", e));
        return new Unavailable("the system's users cannot be asked");
    }

    @Override
    public void clearCache() {
        // There is no cache.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
