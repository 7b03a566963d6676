package dmail.pop;

import dmail.common.authent.StoredSecret;
import dmail.common.authent.password.ChallengeMechanism;
import dmail.common.authent.password.Password;
import dmail.common.config.Configuration;
import dmail.common.login.Caller;
import dmail.common.login.Lookup;
import dmail.common.login.Mailbox;
import dmail.common.login.MappedLogin;
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
final class CurrentSettings implements Mailboxes {
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

    @Override
    public Lookup login(String name, Password password, Caller caller) {
        MappedLogin login = map(name, caller);
        return switch (pace.await(caller, login.databaseName())) {
            case LoginPace.Refused(Lookup why) -> why;
            case LoginPace.Check check -> {
                try (check) {
                    Lookup lookup = check(login, password, caller);
                    yield check.ofPassword(password.octets(), lookup);
                }
            }
        };
    }

    private Lookup check(MappedLogin login, Password password, Caller caller) {
        try (Replaceable.Use<DpopSettings> use = current.use()) {
            return use.value().login(login, password, caller);
        }
    }

    @Override
    public Lookup prove(String name, Proof proof, Caller caller) {
        MappedLogin login = map(name, caller);
        return switch (pace.await(caller, login.databaseName())) {
            case LoginPace.Refused(Lookup why) -> why;
            case LoginPace.Check check -> {
                try (check) {
                    yield check.ofProof(check(login, proof, caller));
                }
            }
        };
    }

    private Lookup check(MappedLogin login, Proof proof, Caller caller) {
        try (Replaceable.Use<DpopSettings> use = current.use()) {
            return use.value().prove(login, proof, caller);
        }
    }

    /** Nothing is looked up, so settings that are replaced meanwhile do no harm. */
    private MappedLogin map(String name, Caller caller) {
        return current.now().accounts().map(name, caller.connectedTo());
    }

    @Override
    public StoredSecret storedSecret(String name, InetAddress connectedTo) {
        try (Replaceable.Use<DpopSettings> use = current.use()) {
            return use.value().accounts().storedSecret(name, connectedTo);
        }
    }

    @Override
    public Set<ChallengeMechanism> challengeMechanisms() {
        try (Replaceable.Use<DpopSettings> use = current.use()) {
            return use.value().accounts().challengeMechanisms();
        }
    }

    @Override
    public Opening open(Mailbox mailbox, MemorySource memory) throws IOException {
        return settings().open(mailbox, memory);
    }
}
