package dmail.pop.maildrop;

import dmail.common.memory.MemoryReservation;
import dmail.pop.store.SessionLocks;
import dmail.pop.store.StoreTools;
import java.nio.file.Path;

/**
 * A kind of store that users' mail can lie in instead of their drop files; each store is known by
 * its folder. {@link Maildrops} serves drop files itself and asks this for everything else.
 *
 * <p>Another kind needs more than another one of these: {@code StoredMail} in {@code common}, which
 * counts a user's mail for {@code drop_max}, knows the files of a bin store itself, and {@link
 * Maildrops} is given one kind.
 */
public interface StoreKind {
    /**
     * {@return which stores are at work, by their folders; whoever uses one enters it here first}
     */
    SessionLocks inUse();

    /** {@return whether a folder is that of a store} */
    boolean isThere(Path folder);

    /**
     * {@return the store of a folder, be it there or not; the caller has entered it}
     *
     * @param share what its indexes take from
     */
    UserStore at(Path folder, StoreTools tools, MemoryReservation share);
}
