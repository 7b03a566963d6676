package dmail.pop;

import dmail.common.authent.KeptSecret;
import dmail.common.authent.Password;
import dmail.common.authent.Wordless;
import dmail.common.login.LoginPace;
import dmail.common.login.Lookup;
import dmail.common.login.Mailbox;
import dmail.pop.maildrop.Maildrops.Opening;
import dmail.pop.session.Mailboxes;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * What is served with the settings in force. Logins that are under way when the settings change are
 * decided by the old ones, which are closed after the last of them.
 */
final class Current implements Mailboxes {
    /** One set of settings and who is using it. */
    private static final class Tenure {
        private final Serving serving;
        private final ReadWriteLock use = new ReentrantReadWriteLock();

        Tenure(Serving serving) {
            this.serving = serving;
        }
    }

    private final LoginPace pace;
    private volatile Tenure tenure;

    /**
     * @param pace of logins, whatever the settings
     */
    Current(Serving first, LoginPace pace) {
        this.tenure = new Tenure(first);
        this.pace = pace;
    }

    Serving serving() {
        return tenure.serving;
    }

    /** Exchanges the settings; returns when nobody uses the old ones any more. */
    void replace(Serving next) {
        Tenure old = tenure;
        tenure = new Tenure(next);
        end(old);
    }

    /** Ends the last settings' use. */
    void close() {
        end(tenure);
    }

    private static void end(Tenure old) {
        Lock alone = old.use.writeLock();
        alone.lock();
        try {
            old.serving.accounts().close();
        } finally {
            alone.unlock();
        }
    }

    @Override
    public Lookup login(
            String name, Password password, InetAddress connectedTo, InetAddress client) {
        return pace.paced(
                client,
                name,
                () -> ask(serving -> serving.login(name, password, connectedTo, client)));
    }

    @Override
    public Lookup proved(String name, InetAddress connectedTo, InetAddress client) {
        Lookup lookup = ask(serving -> serving.proved(name, connectedTo, client));
        pace.note(client, name, lookup);
        return lookup;
    }

    @Override
    public void disproved(String name, InetAddress client) {
        pace.disproved(client, name);
    }

    @Override
    public KeptSecret kept(String name, InetAddress connectedTo) {
        return ask(serving -> serving.kept(name, connectedTo));
    }

    @Override
    public Set<Wordless> wordless() {
        return ask(Serving::wordless);
    }

    private <T> T ask(Function<Serving, T> question) {
        while (true) {
            Tenure mine = tenure;
            Lock use = mine.use.readLock();
            use.lock();
            try {
                // Replaced between the two steps: those settings may be closed already.
                if (mine == tenure) {
                    return question.apply(mine.serving);
                }
            } finally {
                use.unlock();
            }
        }
    }

    @Override
    public Opening open(Mailbox mailbox) throws IOException {
        return serving().open(mailbox);
    }
}
