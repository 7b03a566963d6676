package dmail.pop.maildrop;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which mailboxes are open in a session: each in one at most (RFC 1939 section 4). The process lock
 * sees to it that no other DPOP serves the same mailboxes.
 */
public final class SessionLocks {
    private final Set<Path> open = ConcurrentHashMap.newKeySet();

    /** {@return whether the mailbox was free; if so the caller must {@link #leave} it} */
    boolean tryEnter(Path drop) {
        return open.add(drop);
    }

    void leave(Path drop) {
        open.remove(drop);
    }

    /** {@return how many mailboxes are open now} */
    public int mailboxes() {
        return open.size();
    }
}
