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
 * whose users' data base is closed after the last such login.
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
        return pace.paced(
                caller,
                databaseName(name, caller.connectedTo()),
                password.octets(),
                () -> current.ask(settings -> settings.login(name, password, caller)));
    }

    @Override
    public Lookup prove(String name, Proof proof, Caller caller) {
        return pace.pacedProof(
                caller,
                databaseName(name, caller.connectedTo()),
                () -> current.ask(settings -> settings.prove(name, proof, caller)));
    }

    private String databaseName(String name, InetAddress connectedTo) {
        return current.ask(settings -> settings.accounts().databaseName(name, connectedTo));
    }

    @Override
    public StoredSecret storedSecret(String name, InetAddress connectedTo) {
        return current.ask(settings -> settings.storedSecret(name, connectedTo));
    }

    @Override
    public Set<ChallengeMechanism> challengeMechanisms() {
        return current.ask(DpopSettings::challengeMechanisms);
    }

    @Override
    public Opening open(Mailbox mailbox, MemorySource memory) throws IOException {
        return settings().open(mailbox, memory);
    }
}
