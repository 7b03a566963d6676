package dmail.pop.maildrop;

import dmail.common.mbox.DropStamp;
import dmail.pop.bin.BinFile;
import dmail.pop.bin.BinWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The user's own store, which nobody but DPOP touches. */
final class BinStore implements Store {
    private final BinFolder folder;
    private final Fullness fullness;
    private final MaildropLog log;

    /** Known only after something was removed. */
    private boolean wasteful;

    BinStore(BinFolder folder, Fullness fullness, MaildropLog log) {
        this.folder = folder;
        this.fullness = fullness;
        this.log = log;
    }

    /** {@return whether it is time to write it anew} */
    boolean isWasteful() {
        return wasteful;
    }

    @Override
    public Path file() {
        return folder.data();
    }

    @Override
    public Optional<MailboxIndex> saved() {
        return folder.savedIndex();
    }

    @Override
    public Optional<MailboxIndex> present() throws IOException {
        return Optional.of(folder.view().index());
    }

    @Override
    public OpenStore open() throws IOException {
        return new OpenBin(
                FileChannel.open(
                        folder.data(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /** One record says that all of them are gone; their octets stay until there are enough. */
    @Override
    public Update.Result remove(MailboxIndex snapshot, Deletions deletions, BitSet retrieved)
            throws IOException {
        List<Long> gone = new ArrayList<>(deletions.messages());
        MailboxIndex.Builder kept = new MailboxIndex.Builder();
        long living = 0;
        for (int number = 1; number <= snapshot.messages(); number++) {
            MessageEntry entry = snapshot.entry(number);
            if (deletions.isMarked(number)) {
                gone.add(entry.from());
            } else {
                kept.add(entry);
                living += entry.end() - entry.from();
            }
        }
        BinFolder.View view = folder.view();
        if (!view.index().isAboutTheSameAs(snapshot)) {
            throw new IOException(folder.data() + ": the store was changed under the session");
        }
        append(gone, view.end());
        DropStamp now = folder.stamp();
        if (view.doubtful().isEmpty()) {
            folder.save(kept.build(now));
        }
        wasteful = fullness.isWasteful(living, now.size());
        return new Update.Result.Done(gone.size());
    }

    private void append(List<Long> gone, long end) throws IOException {
        try (BinFile file = folder.open()) {
            BinWriter writer = file.writer(end);
            try {
                writer.deleted(gone);
                writer.flush();
                file.sync();
            } catch (IOException e) {
                // What was not synced must not count later, for the client hears that it failed.
                folder.distrust();
                file.cut(end);
                throw e;
            }
        }
    }

    @Override
    public MaildropLog log() {
        return log;
    }
}
