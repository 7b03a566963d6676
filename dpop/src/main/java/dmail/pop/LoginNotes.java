package dmail.pop;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.login.Account;
import dmail.common.login.pace.LoginLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;

/** Tells DSMTP who logged in from where, while {@code forward_user} asks for it. */
final class LoginNotes {
    private final Optional<LoginLedger> ledger;
    private final InstantSource clock;
    private final Log log;

    /**
     * @param ledger empty when nobody asks
     */
    LoginNotes(Optional<LoginLedger> ledger, InstantSource clock, Log log) {
        this.ledger = ledger;
        this.clock = clock;
        this.log = log;
    }

    /** Nobody's login fails because it can't be noted. */
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
