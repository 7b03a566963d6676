package dmail.smtp.source;

import dmail.common.address.Domain;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The domains of senders that mail is told apart by, in the order in which they come: the mail of
 * each has streams of its own to every destination, so they are bounded. Thread-safe.
 */
final class SenderDomains {
    private final int most;
    private final Set<Domain> domains = ConcurrentHashMap.newKeySet();

    /**
     * @param most how many there may be; 0 if nothing depends on them
     */
    SenderDomains(int most) {
        this.most = most;
    }

    /** {@return whether nothing depends on them} */
    boolean isNone() {
        return most == 0;
    }

    /** {@return whether it is one of them} */
    boolean admits(Domain domain) {
        if (domains.contains(domain)) {
            return true;
        }
        synchronized (this) {
            return domains.size() < most && domains.add(domain);
        }
    }
}
