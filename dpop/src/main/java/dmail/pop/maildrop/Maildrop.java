package dmail.pop.maildrop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox in one session: its messages as they were at login, numbered from 1, and the marks that
 * the session made. Used by one thread.
 */
public final class Maildrop implements AutoCloseable {
    /** Octets of the longest unique id. */
    public static final int LONGEST_UIDL = Uidl.LONGEST;

    private final MaildropFiles files;
    private final Snapshot snapshot;
    private final Update update;
    private final Runnable leave;
    private final Deletions deletions = new Deletions();
    private final BitSet retrieved = new BitSet(0);
    private @Nullable FileChannel channel;

    Maildrop(MaildropFiles files, MailboxIndex index, Update update, Runnable leave) {
        this.files = files;
        this.snapshot = new Snapshot(files, index);
        this.update = update;
        this.leave = leave;
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

    /** Prepares the sending of a message, after proof that the file still holds it there. */
    public Reading read(int number) throws IOException {
        MailboxIndex index = snapshot.index();
        FileChannel open = channel();
        StoredMessage message = new StoredMessage(open, index, number);
        boolean untouched = files.stamp().filter(index.stamp()::equals).isPresent();
        if (untouched || message.isUnchanged()) {
            return new Reading.Ready(message);
        }
        files.log().dropChanged(files.drop(), number);
        closeChannel();
        return new Reading.Changed();
    }

    /** Notes that the user has got a message whole. */
    public void markRetrieved(int number) {
        retrieved.set(number);
    }

    private FileChannel channel() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = files.open();
            channel = open;
        }
        return open;
    }

    /**
     * Gets back what {@link #rest} gave away; after this, sizes and unique ids are at hand.
     *
     * @throws IOException when that is not possible any more
     */
    public void wake() throws IOException {
        snapshot.index();
    }

    /** Gives back what an idle session does not need. */
    public void rest() {
        snapshot.rest();
        closeChannel();
    }

    /** Removes the marked messages from the drop file, all or none. */
    public Update.Result update() throws IOException {
        if (deletions.isEmpty()) {
            return new Update.Result.Done(0);
        }
        // Closing it later would drop the lock that the update takes.
        closeChannel();
        return update.remove(snapshot.index(), deletions, retrieved);
    }

    /** Ends the session on this mailbox; removes nothing. */
    @Override
    public void close() {
        closeChannel();
        leave.run();
    }

    private void closeChannel() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException _) {
                // It was open for reading only; nothing can be lost.
            }
        }
    }
}
