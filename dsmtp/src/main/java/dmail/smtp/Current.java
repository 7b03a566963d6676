package dmail.smtp;

import dmail.common.address.EmailAddress;
import dmail.common.login.Lookup;
import dmail.smtp.policy.Rules;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The settings in force. Questions that are under way when they change are answered by the old
 * ones, whose users' data base is closed after the last of them.
 */
final class Current implements AutoCloseable {
    /** One set of settings and who is using it; two are the same only if they are one object. */
    private static final class Tenure {
        private final InForce settings;
        private final ReadWriteLock use = new ReentrantReadWriteLock();

        Tenure(InForce settings) {
            this.settings = settings;
        }
    }

    private volatile Tenure tenure;

    Current(InForce first) {
        tenure = new Tenure(first);
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

    Lookup recipient(EmailAddress address) {
        while (true) {
            Tenure mine = tenure;
            Lock use = mine.use.readLock();
            use.lock();
            try {
                // Replaced between the two steps: those settings may be closed already.
                if (mine == tenure) {
                    return mine.settings.accounts().recipient(address);
                }
            } finally {
                use.unlock();
            }
        }
    }
}
