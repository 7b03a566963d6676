package dmail.smtp.queue.backlog;

import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemoryUse;
import java.util.List;

/**
 * The queue's share of memory: at most half of the account. Messages without room stay on the disk.
 */
public final class QueueMemory {
    /** Octets on the heap for a message to one domain, measured, with its place in the tables. */
    static final int MESSAGE = 240;

    /** For each further domain, with its place in a list. */
    private static final int DOMAIN = 64;

    /** For what leaves by each of several bindings, with its list of domains. */
    private static final int SHARE = 88;

    private static final int REFERENCE = 8;

    private final MemoryAccount account;

    /**
     * @param account that of all memory which clients can make the server use
     */
    public QueueMemory(MemoryAccount account) {
        this.account = account;
    }

    /** {@return whether it fits; the caller then gives it back later} */
    boolean tryTake(int octets) {
        return account.taken(MemoryUse.QUEUE) + octets <= account.limit() / 2
                && account.tryTake(MemoryUse.QUEUE, octets);
    }

    void giveBack(int octets) {
        account.giveBack(MemoryUse.QUEUE, octets);
    }

    /** {@return whether another scan is worthwhile} */
    boolean hasRoomForMany() {
        long share = account.limit() / 2;
        return account.taken(MemoryUse.QUEUE) < share - share / 16;
    }

    /** {@return the octets for a message} */
    static int weight(QueueIndexEntry entry) {
        int domains = entry.domains().size();
        int weight = MESSAGE + (domains > 1 ? domains * DOMAIN : 0);
        List<BindingShare> shares = entry.shares();
        if (shares.size() > 1) {
            for (BindingShare share : shares) {
                weight += SHARE + share.domains().size() * REFERENCE;
            }
        }
        return weight;
    }
}
