package dmail.smtp;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.authent.KeptSecret;
import dmail.common.authent.Password;
import dmail.common.authent.Wordless;
import dmail.common.login.Accounts;
import dmail.common.login.LoginPace;
import dmail.common.login.Logins;
import dmail.common.login.Lookup;
import dmail.common.login.Step;
import dmail.smtp.policy.Rules;
import dmail.smtp.routing.Users;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * The settings in force. Questions that are under way when they change are answered by the old
 * ones, whose users' data base is closed after the last of them.
 */
final class Current implements Users, Logins, AutoCloseable {
    /** One set of settings and who is using it; two are the same only if they are one object. */
    private static final class Tenure {
        private final InForce settings;
        private final ReadWriteLock use = new ReentrantReadWriteLock();

        Tenure(InForce settings) {
            this.settings = settings;
        }
    }

    private final LoginPace pace;
    private volatile Tenure tenure;

    /**
     * @param pace of logins, whatever the settings
     */
    Current(InForce first, LoginPace pace) {
        this.tenure = new Tenure(first);
        this.pace = pace;
    }

    InForce settings() {
        return tenure.settings;
    }

    Rules rules() {
        return tenure.settings.rules();
    }

    /** Exchanges the settings; returns when nobody uses the old ones any more. */
    void replace(InForce next) {
        Tenure old = tenure;
        tenure = new Tenure(next);
        end(old);
    }

    @Override
    public void close() {
        end(tenure);
    }

    private static void end(Tenure old) {
        Lock alone = old.use.writeLock();
        alone.lock();
        try {
            old.settings.accounts().close();
        } finally {
            alone.unlock();
        }
    }

    @Override
    public boolean isLocal(Domain domain) {
        return tenure.settings.accounts().isLocal(domain);
    }

    @Override
    public List<Step> steps(EmailAddress address) {
        return tenure.settings.accounts().steps(address);
    }

    @Override
    public Lookup find(EmailAddress address) {
        return ask(accounts -> accounts.recipient(address));
    }

    @Override
    public Lookup entry(EmailAddress address) {
        return ask(accounts -> accounts.entry(address));
    }

    @Override
    public Optional<EmailAddress> chief(EmailAddress address) {
        return ask(accounts -> accounts.chief(address));
    }

    @Override
    public Lookup login(
            String name, Password password, InetAddress connectedTo, InetAddress client) {
        return pace.paced(
                client,
                name,
                () -> ask(accounts -> accounts.login(name, password, connectedTo, client)));
    }

    @Override
    public Lookup proved(String name, InetAddress connectedTo, InetAddress client) {
        Lookup lookup = ask(accounts -> accounts.known(name, connectedTo));
        pace.note(client, name, lookup);
        return lookup;
    }

    @Override
    public void disproved(String name, InetAddress client) {
        pace.disproved(client, name);
    }

    @Override
    public KeptSecret kept(String name, InetAddress connectedTo) {
        return ask(accounts -> accounts.kept(name, connectedTo));
    }

    @Override
    public Set<Wordless> wordless() {
        return ask(Accounts::wordless);
    }

    private <T> T ask(Function<Accounts, T> question) {
        while (true) {
            Tenure mine = tenure;
            Lock use = mine.use.readLock();
            use.lock();
            try {
                // Replaced between the two steps: those settings may be closed already.
                if (mine == tenure) {
                    return question.apply(mine.settings.accounts());
                }
            } finally {
                use.unlock();
            }
        }
    }
}
