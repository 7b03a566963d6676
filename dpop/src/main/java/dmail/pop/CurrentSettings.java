package dmail.pop;

import dmail.common.authent.StoredSecret;
import dmail.common.authent.password.ChallengeMechanism;
import dmail.common.authent.password.Password;
import dmail.common.config.Configuration;
import dmail.common.login.Caller;
import dmail.common.login.Lookup;
import dmail.common.login.Mailbox;
import dmail.common.login.Proof;
import dmail.common.login.pace.LoginPace;
import dmail.common.memory.MemorySource;
import dmail.common.server.Replaceable;
import dmail.pop.maildrop.Maildrops.Opening;
import dmail.pop.session.Mailboxes;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;

/**
 * The current settings. A login that is under way during a reload finishes with the old settings,
 * whose user data base is closed after the last such login.
 */
final class CurrentSettings implements Mailboxes, AutoCloseable {
    private final LoginPace pace;
    private final Replaceable<DpopSettings> current;

    /**
     * @param pace the limit on logins; it outlives a reload
     */
    CurrentSettings(Replaceable<DpopSettings> current, LoginPace pace) {
        this.current = current;
        this.pace = pace;
    }

    /** {@return dmail.conf as it was last read} */
    Configuration configuration() {
        return current.now().configuration();
    }

    DpopSettings settings() {
        return current.now();
    }

    /** Replaces the settings; returns when no login uses the old ones any more. */
    void replace(DpopSettings next) {
        current.replace(next);
    }

    @Override
    public void close() {
        current.close();
    }

    @Override
    public Lookup login(String name, Password password, Caller caller) {
        return switch (pace.await(caller, databaseName(name, caller))) {
            case LoginPace.Refused(Lookup why) -> why;
            case LoginPace.Check check -> {
                try (check) {
                    Lookup lookup = check(name, password, caller);
                    yield check.ofPassword(password.octets(), lookup);
                }
            }
        };
    }

    private Lookup check(String name, Password password, Caller caller) {
        try (Replaceable.Use<DpopSettings> use = current.use()) {
            return use.value().login(name, password, caller);
        }
    }

    @Override
    public Lookup prove(String name, Proof proof, Caller caller) {
        return switch (pace.await(caller, databaseName(name, caller))) {
            case LoginPace.Refused(Lookup why) -> why;
            case LoginPace.Check check -> {
                try (check) {
                    yield check.ofProof(check(name, proof, caller));
                }
            }
        };
    }

    private Lookup check(String name, Proof proof, Caller caller) {
        try (Replaceable.Use<DpopSettings> use = current.use()) {
            return use.value().prove(name, proof, caller);
        }
    }

    private String databaseName(String name, Caller caller) {
        try (Replaceable.Use<DpopSettings> use = current.use()) {
            return use.value().accounts().databaseName(name, caller.connectedTo());
        }
    }

    @Override
    public StoredSecret storedSecret(String name, InetAddress connectedTo) {
        try (Replaceable.Use<DpopSettings> use = current.use()) {
            return use.value().storedSecret(name, connectedTo);
        }
    }

    @Override
    public Set<ChallengeMechanism> challengeMechanisms() {
        try (Replaceable.Use<DpopSettings> use = current.use()) {
            return use.value().challengeMechanisms();
        }
    }

    @Override
    public Opening open(Mailbox mailbox, MemorySource memory) throws IOException {
        return settings().open(mailbox, memory);
    }
}
