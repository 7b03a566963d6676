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
 * A mailbox in one session: its messages at login, numbered from 1, and the session's marks. Not
 * thread-safe.
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
     * @param index closed with the mailbox
     * @param leave is run at its end
     * @param work how its files are read and changed
     */
    Maildrop(Store store, MailboxIndex index, Runnable leave, FileWork work) throws IOException {
        this.store = store;
        this.snapshot = new Snapshot(store, index);
        this.leave = leave;
        this.work = work;
    }

    /** {@return octets of memory besides the index: at most two bits a message} */
    static long marks(int messages) {
        return (long) FIXED + messages / 4;
    }

    /** Whether a message can be sent. */
    public sealed interface Reading {
        record Ready(StoredMessage message) implements Reading {}

        /** Another program has changed the file, and the message isn't where it was. */
        record Changed() implements Reading {}

        /** The file can't be read now. */
        record Unreadable() implements Reading {}
    }

    /** {@return the number of messages at login, marked ones included} */
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
     * Writes the message's unique id, which takes at most {@link #LONGEST_UIDL} octets.
     *
     * @return the index after it
     */
    public int putUidl(int number, byte[] to, int at) throws IOException {
        return snapshot.index().uidl(number).put(to, at);
    }

    /** Marks a message; it is removed by {@link #update}. */
    public void delete(int number) throws IOException {
        deletions.mark(number, octets(number));
    }

    /** Removes all marks. */
    public void reset() {
        deletions.clear();
    }

    /**
     * Prepares the sending of a message, after checking that the file still has it, or had it when
     * it was read with earlier ones. It must be sent before the next is prepared.
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

    /** {@return whether the file still holds what was sent} */
    public boolean isThere(StoredMessage sent) throws IOException {
        return work.call(sent::isThere);
    }

    /** Notes that the client has retrieved a message. */
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
     * Reads again what {@link #rest} freed: sizes and unique ids are available after this.
     *
     * @throws IOException when that is not possible any more
     */
    public void wake() throws IOException {
        if (snapshot.isAtRest()) {
            MailboxIndex _ = work.call(snapshot::index);
        }
    }

    /** Frees what an idle session does not need. */
    public void rest() {
        closing(snapshot::rest);
    }

    /** Without an open file there is nothing to wait for. */
    private void closing(Runnable ofSnapshot) {
        FileWork fileWork = open != null || snapshot.holdsFile() ? work : FileWork.HERE;
        fileWork.finish(() -> {
            closeStore();
            ofSnapshot.run();
        });
    }

    /** Removes the marked messages; durable, all or none. */
    public UpdateResult update() throws IOException {
        if (deletions.isEmpty()) {
            return new UpdateResult.Done(0);
        }
        return work.call(() -> {
            // Closing it later would release the lock that the update takes.
            closeStore();
            return store.remove(snapshot.index(), deletions, retrieved);
        });
    }

    /** Ends the session; removes nothing. */
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
                // It was open for reading only, so a failure loses nothing.
            }
        }
    }
}
