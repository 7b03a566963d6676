package dmail.pop.maildrop;

import dmail.common.io.FileWork;
import dmail.pop.index.MailboxIndex;
import dmail.pop.index.Uidl;
import dmail.pop.store.Deletions;
import dmail.pop.store.OpenStore;
import dmail.pop.store.Store;
import dmail.pop.store.StoredMessage;
import dmail.pop.store.UpdateResult;
import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox in one session: its messages as they were at login, numbered from 1, and the marks that
 * the session made. Used by one thread.
 */
public final class Maildrop implements AutoCloseable {
    /** Octets of the longest unique id. */
    public static final int LONGEST_UIDL = Uidl.LONGEST;

    private static final int FIXED = 512;

    private final Store store;
    private final Snapshot snapshot;
    private final Runnable leave;
    private final FileWork work;
    private final Deletions deletions = new Deletions();
    private final BitSet retrieved = new BitSet(0);
    private @Nullable OpenStore open;

    /**
     * @param index from now on the mailbox's to close
     * @param leave is run at its end
     * @param work how its files are read and changed
     */
    Maildrop(Store store, MailboxIndex index, Runnable leave, FileWork work) throws IOException {
        this.store = store;
        this.snapshot = new Snapshot(store, index);
        this.leave = leave;
        this.work = work;
    }

    /** {@return octets that a mailbox takes besides its index: two bits a message, at most} */
    static long marks(int messages) {
        return (long) FIXED + messages / 4;
    }

    /** Whether a message can be sent. */
    public sealed interface Reading {
        record Ready(StoredMessage message) implements Reading {}

        /** Another program has changed the file; the message is not where it was. */
        record Changed() implements Reading {}

        /** The file can't be read at all now. */
        record Unreadable() implements Reading {}
    }

    /** {@return messages at login, the marked ones counted} */
    public int size() {
        return snapshot.messages();
    }

    /** {@return messages not marked as deleted} */
    public int messages() {
        return snapshot.messages() - deletions.messages();
    }

    /** {@return octets of the messages not marked as deleted} */
    public long octets() {
        return snapshot.octets() - deletions.octets();
    }

    public boolean isDeleted(int number) {
        return deletions.isMarked(number);
    }

    public long octets(int number) throws IOException {
        return snapshot.index().octets(number);
    }

    /**
     * Puts the message's unique id as UIDL shows it, which takes at most {@link #LONGEST_UIDL}.
     *
     * @return where it ends
     */
    public int putUidl(int number, byte[] to, int at) throws IOException {
        return snapshot.index().uidl(number).put(to, at);
    }

    /** Marks a message; it is removed by {@link #update}. */
    public void delete(int number) throws IOException {
        deletions.mark(number, octets(number));
    }

    /** Takes back all marks. */
    public void reset() {
        deletions.clear();
    }

    /**
     * Prepares the sending of a message, after proof that the file still holds it there, or did so
     * when it was read with those before it. It is to be sent before another is prepared.
     */
    public Reading read(int number) throws IOException {
        return work.call(() -> prepared(number));
    }

    private Reading prepared(int number) throws IOException {
        MailboxIndex index = snapshot.index();
        Optional<StoredMessage> message = open().message(index, number);
        if (message.isPresent()) {
            return new Reading.Ready(message.get());
        }
        store.log().dropChanged(store.file(), number);
        closeStore();
        return new Reading.Changed();
    }

    /** {@return whether what was sent is what the file still holds} */
    public boolean isThere(StoredMessage sent) throws IOException {
        return work.call(sent::isThere);
    }

    /** Notes that the user has got a message whole. */
    public void markRetrieved(int number) {
        retrieved.set(number);
    }

    private OpenStore open() throws IOException {
        OpenStore known = open;
        if (known == null) {
            known = store.open();
            open = known;
        }
        return known;
    }

    /**
     * Gets back what {@link #rest} gave away; after this, sizes and unique ids are at hand.
     *
     * @throws IOException when that is not possible any more
     */
    public void wake() throws IOException {
        if (snapshot.isAtRest()) {
            MailboxIndex _ = work.call(snapshot::index);
        }
    }

    /** Gives back what an idle session does not need. */
    public void rest() {
        closing(snapshot::rest);
    }

    /** What holds no file has nothing to wait for. */
    private void closing(Runnable ofSnapshot) {
        FileWork place = open != null || snapshot.holdsFile() ? work : FileWork.HERE;
        place.finish(() -> {
            closeStore();
            ofSnapshot.run();
        });
    }

    /** Removes the marked messages for good, all or none. */
    public UpdateResult update() throws IOException {
        if (deletions.isEmpty()) {
            return new UpdateResult.Done(0);
        }
        return work.call(() -> {
            // Closing it later would drop the lock that the update takes.
            closeStore();
            return store.remove(snapshot.index(), deletions, retrieved);
        });
    }

    /** Ends the session on this mailbox; removes nothing. */
    @Override
    public void close() {
        closing(snapshot::close);
        leave.run();
    }

    private void closeStore() {
        OpenStore known = open;
        open = null;
        if (known != null) {
            try {
                known.close();
            } catch (IOException _) {
                // It was open for reading only; nothing can be lost.
            }
        }
    }
}
