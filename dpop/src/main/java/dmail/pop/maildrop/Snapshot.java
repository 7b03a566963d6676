package dmail.pop.maildrop;

import dmail.common.mbox.DropStamp;
import dmail.pop.index.MailboxIndex;
import dmail.pop.store.Store;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a session, which don't change as mail arrives. The table of a large mailbox is
 * freed while the session is idle, and read again from the index file.
 */
final class Snapshot implements AutoCloseable {
    /** With fewer messages, freeing them isn't worth the reading. */
    private static final int SMALL = 16;

    private final Store store;
    private final DropStamp stamp;
    private final int messages;
    private final long octets;

    /** A hash of the unique ids: proves that a new index is about the same messages. */
    private final long fingerprint;

    private @Nullable MailboxIndex index;

    /**
     * @param index closed with the snapshot
     */
    Snapshot(Store store, MailboxIndex index) throws IOException {
        this.store = store;
        this.stamp = index.stamp();
        this.messages = index.messages();
        this.octets = index.octets();
        this.fingerprint = index.fingerprint();
        this.index = index;
    }

    int messages() {
        return messages;
    }

    long octets() {
        return octets;
    }

    /** {@return the index, read again if it was freed} */
    MailboxIndex index() throws IOException {
        MailboxIndex present = index;
        if (present == null) {
            present = readAgain();
            index = present;
        }
        return present;
    }

    /** {@return whether the index is freed} */
    boolean isAtRest() {
        return index == null;
    }

    /** {@return whether freeing it closes a file} */
    boolean holdsFile() {
        MailboxIndex present = index;
        return present != null && present.rows().isInFile();
    }

    void rest() {
        if (messages > SMALL) {
            close();
        }
    }

    private MailboxIndex readAgain() throws IOException {
        Optional<MailboxIndex> saved = store.saved();
        if (saved.isPresent() && isMine(saved.get())) {
            return saved.get();
        }
        discard(saved);
        Optional<MailboxIndex> present = store.present();
        if (present.isPresent() && present.get().messages() >= messages) {
            MailboxIndex mine = present.get().first(messages, stamp);
            if (isMine(mine)) {
                return mine;
            }
        }
        discard(present);
        throw new IOException(store.file() + ": the mailbox was changed and its index is gone");
    }

    private boolean isMine(MailboxIndex other) throws IOException {
        return other.stamp().equals(stamp)
                && other.messages() == messages
                && other.fingerprint() == fingerprint;
    }

    private static void discard(Optional<MailboxIndex> other) throws IOException {
        if (other.isPresent()) {
            other.get().close();
        }
    }

    /** Frees memory and file; {@link #index} restores them. */
    @Override
    public void close() {
        MailboxIndex present = index;
        index = null;
        if (present != null) {
            try {
                present.close();
            } catch (IOException _) {
                // It was open for reading only, so a failure loses nothing.
            }
        }
    }
}
