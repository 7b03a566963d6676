package dmail.pop.binstore;

import dmail.common.mbox.DropStamp;
import dmail.common.memory.MemoryReservation;
import dmail.pop.binstore.BinFolder.View;
import dmail.pop.index.MailboxIndex;
import dmail.pop.index.MessageEntry;
import dmail.pop.store.Deletions;
import dmail.pop.store.MaildropLog;
import dmail.pop.store.OpenStore;
import dmail.pop.store.Store;
import dmail.pop.store.StoreTools;
import dmail.pop.store.UpdateResult;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Optional;

/** The user's own store, which only dpop accesses. */
final class BinStore implements Store {
    private final BinFolder folder;
    private final CompactionThreshold fullness;
    private final StoreTools tools;

    /** Known only after a removal. */
    private boolean wasteful;

    BinStore(BinFolder folder, CompactionThreshold fullness, StoreTools tools) {
        this.folder = folder;
        this.fullness = fullness;
        this.tools = tools;
    }

    /** {@return whether it should be compacted} */
    boolean isWasteful() {
        return wasteful;
    }

    @Override
    public Path file() {
        return folder.data();
    }

    @Override
    public Optional<MailboxIndex> saved() throws IOException {
        return folder.savedIndex();
    }

    @Override
    public Optional<MailboxIndex> present() throws IOException {
        View view = folder.view();
        view.doubtful().close();
        return Optional.of(view.index());
    }

    @Override
    public OpenStore open() throws IOException {
        return new OpenBin(
                tools.work()
                        .over(
                                FileChannel.open(
                                        folder.data(),
                                        StandardOpenOption.READ,
                                        LinkOption.NOFOLLOW_LINKS)));
    }

    /** One record deletes all of them; their octets stay until the store is compacted. */
    @Override
    public UpdateResult remove(MailboxIndex snapshot, Deletions deletions, BitSet retrieved)
            throws IOException {
        try (MemoryReservation work = tools.share();
                View view = folder.view()) {
            if (!view.index().isAboutTheSameAs(snapshot)) {
                throw new IOException(folder.data() + ": the store was changed under the session");
            }
            // Once for the record, and once for the buffer in which it is made.
            work.take(2L * Long.BYTES * deletions.messages());
            long[] gone = new long[deletions.messages()];
            try (MailboxIndex.Builder kept = folder.builder()) {
                long live = part(snapshot, deletions, kept, gone);
                append(gone, view.end());
                DropStamp now = folder.stamp();
                if (view.isSettled()) {
                    folder.save(kept.build(now));
                }
                wasteful = fullness.isWasteful(live, now.size());
            }
            return new UpdateResult.Done(gone.length);
        }
    }

    /** {@return octets of the messages that are kept} */
    private static long part(
            MailboxIndex snapshot, Deletions deletions, MailboxIndex.Builder kept, long[] gone)
            throws IOException {
        long live = 0;
        int removed = 0;
        for (int number = 1; number <= snapshot.messages(); number++) {
            MessageEntry entry = snapshot.entry(number);
            if (deletions.isMarked(number)) {
                gone[removed] = entry.from();
                removed++;
            } else {
                kept.add(entry);
                live += entry.end() - entry.from();
            }
        }
        return live;
    }

    private void append(long[] gone, long end) throws IOException {
        try (BinFile file = folder.open()) {
            BinWriter writer = file.writer(end);
            try {
                writer.deleted(gone);
                writer.flush();
                file.sync();
            } catch (IOException e) {
                // What was not synced must not take effect later, since the client gets an error.
                folder.distrust();
                file.cut(end);
                throw e;
            }
        }
    }

    @Override
    public MaildropLog log() {
        return tools.log();
    }
}
