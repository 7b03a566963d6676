package dmail.pop.maildrop;

import dmail.common.mbox.DropStamp;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a session, which stay the same while mail arrives. The table of a large mailbox
 * is given back while the session idles, and read again from the index file.
 */
final class Snapshot {
    /** Fewer messages are not worth the reading. */
    private static final int SMALL = 16;

    private final Store store;
    private final DropStamp stamp;
    private final int messages;
    private final long octets;

    /** Of the unique ids, which prove that an index made anew is about the same messages. */
    private final long fingerprint;

    private @Nullable MailboxIndex index;

    Snapshot(Store store, MailboxIndex index) {
        this.store = store;
        this.stamp = index.stamp();
        this.messages = index.messages();
        this.octets = index.octets();
        this.fingerprint = index.fingerprint(messages);
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

    void rest() {
        if (messages > SMALL) {
            index = null;
        }
    }

    private MailboxIndex readAgain() throws IOException {
        MailboxIndex saved = store.saved().orElse(MailboxIndex.empty());
        if (isMine(saved)) {
            return saved;
        }
        MailboxIndex present = store.present().orElse(MailboxIndex.empty());
        if (present.messages() >= messages) {
            MailboxIndex mine = present.first(messages, stamp);
            if (isMine(mine)) {
                return mine;
            }
        }
        throw new IOException(store.file() + ": the mailbox was changed and its index is gone");
    }

    private boolean isMine(MailboxIndex other) {
        return other.stamp().equals(stamp)
                && other.messages() == messages
                && other.fingerprint(messages) == fingerprint;
    }
}
