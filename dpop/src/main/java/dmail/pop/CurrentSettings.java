package dmail.pop;

import dmail.common.authent.KeptSecret;
import dmail.common.authent.password.ChallengeMechanism;
import dmail.common.authent.password.Password;
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
 * What is served with the settings in force. Logins that are under way when the settings change are
 * decided by the old ones, which are closed after the last of them.
 */
final class Current implements Mailboxes {
    private final LoginPace pace;
    private final Replaceable<Serving> tenancy;

    /**
     * @param pace of logins, whatever the settings
     */
    Current(Serving first, LoginPace pace) {
        this.tenancy = new Replaceable<>(first, serving -> serving.accounts().close());
        this.pace = pace;
    }

    Serving serving() {
        return tenancy.now();
    }

    /** Exchanges the settings; returns when nobody uses the old ones any more. */
    void replace(Serving next) {
        tenancy.replace(next);
    }

    /** Ends the last settings' use. */
    void close() {
        tenancy.close();
    }

    @Override
    public Lookup login(String name, Password password, Caller caller) {
        return pace.paced(
                caller,
                databaseName(name, caller.connectedTo()),
                password.octets(),
                () -> tenancy.ask(serving -> serving.login(name, password, caller)));
    }

    @Override
    public Lookup prove(String name, Proof proof, Caller caller) {
        return pace.pacedProof(
                caller,
                databaseName(name, caller.connectedTo()),
                () -> tenancy.ask(serving -> serving.prove(name, proof, caller)));
    }

    private String databaseName(String name, InetAddress connectedTo) {
        return tenancy.ask(serving -> serving.accounts().databaseName(name, connectedTo));
    }

    @Override
    public KeptSecret kept(String name, InetAddress connectedTo) {
        return tenancy.ask(serving -> serving.kept(name, connectedTo));
    }

    @Override
    public Set<ChallengeMechanism> wordless() {
        return tenancy.ask(Serving::wordless);
    }

    @Override
    public Opening open(Mailbox mailbox, MemorySource memory) throws IOException {
        return serving().open(mailbox, memory);
    }
}
