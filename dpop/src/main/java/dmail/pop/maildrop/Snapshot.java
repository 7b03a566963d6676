package dmail.pop.maildrop;

import dmail.common.mbox.DropStamp;
import dmail.pop.index.MailboxIndex;
import dmail.pop.store.Store;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a session, which stay the same while mail arrives. The table of a large mailbox
 * is given back while the session idles, and read again from the index file.
 */
final class Snapshot implements AutoCloseable {
    /** Fewer messages are not worth the reading. */
    private static final int SMALL = 16;

    private final Store store;
    private final DropStamp stamp;
    private final int messages;
    private final long octets;

    /** Of the unique ids, which prove that an index made anew is about the same messages. */
    private final long fingerprint;

    private @Nullable MailboxIndex index;

    /**
     * @param index from now on the snapshot's to close
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

    /** {@return the index, read again if it was given back} */
    MailboxIndex index() throws IOException {
        MailboxIndex present = index;
        if (present == null) {
            present = readAgain();
            index = present;
        }
        return present;
    }

    /** {@return whether the index was given back} */
    boolean isAtRest() {
        return index == null;
    }

    /** {@return whether giving it back closes a file} */
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

    /** Gives back memory and file; {@link #index} gets them again. */
    @Override
    public void close() {
        MailboxIndex present = index;
        index = null;
        if (present != null) {
            try {
                present.close();
            } catch (IOException _) {
                // It was open for reading only; nothing can be lost.
            }
        }
    }
}
