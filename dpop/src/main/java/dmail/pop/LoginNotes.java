package dmail.pop;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.login.Account;
import dmail.common.login.recent.LoginLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;

/** Tells dsmtp which address a user has logged in from, while {@code forward_user} is set. */
final class LoginNotes {
    private final Optional<LoginLedger> ledger;
    private final InstantSource clock;
    private final Log log;

    /**
     * @param ledger empty while it isn't
     */
    LoginNotes(Optional<LoginLedger> ledger, InstantSource clock, Log log) {
        this.ledger = ledger;
        this.clock = clock;
        this.log = log;
    }

    /** A login succeeds even if it can't be recorded. */
    void take(Account account, InetAddress client) {
        ledger.ifPresent(to -> {
            try {
                to.note(account, client, clock.instant());
            } catch (IOException e) {
                log.error(LogLine.of("login not recorded").with("reason", e));
            }
        });
    }
}
