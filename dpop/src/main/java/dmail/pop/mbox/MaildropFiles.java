package dmail.pop.mbox;

import dmail.common.dropfile.DropLock;
import dmail.common.dropfile.DropLocks;
import dmail.common.dropfile.LockAttempt;
import dmail.common.io.OpenedFile;
import dmail.common.io.Owner;
import dmail.common.mbox.DropStamp;
import dmail.common.memory.MemoryShortException;
import dmail.pop.index.IndexFile;
import dmail.pop.index.MailboxIndex;
import dmail.pop.store.MaildropLog;
import dmail.pop.store.StoreTools;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One drop file and its index file, for the session that has locked the mailbox. The drop file
 * itself is locked only while it is indexed.
 */
public final class MaildropFiles {
    private final Path drop;
    private final Owner owner;
    private final DropLocks locks;
    private final Duration timeout;
    private final IndexFile indexFile;
    private final StoreTools tools;

    public MaildropFiles(
            Path drop,
            Owner owner,
            DropLocks locks,
            Duration timeout,
            IndexFile indexFile,
            StoreTools tools) {
        this.drop = drop;
        this.owner = owner;
        this.locks = locks;
        this.timeout = timeout;
        this.indexFile = indexFile;
        this.tools = tools;
    }

    public Path drop() {
        return drop;
    }

    public Optional<DropStamp> stamp() throws IOException {
        return DropStamp.of(drop);
    }

    /** {@return whether nobody has touched the drop file since} */
    boolean isStill(DropStamp then) throws IOException {
        return stamp().filter(then::equals).isPresent();
    }

    /** What came of asking for the present index. */
    public sealed interface Indexing {
        record Done(MailboxIndex index) implements Indexing {}

        /** Another program has the drop file locked. */
        record Locked(String why) implements Indexing {}
    }

    /** {@return the index of the drop file as it is now; reads no mail when nothing has changed} */
    public Indexing index() throws IOException {
        Optional<DropStamp> now = stamp();
        if (now.isEmpty() || now.get().size() == 0) {
            return new Indexing.Done(indexFile.empty());
        }
        MailboxIndex known = known();
        if (known.stamp().equals(now.get())) {
            return new Indexing.Done(known);
        }
        boolean done = false;
        try {
            Indexing indexing = reindexed(known);
            done = indexing instanceof Indexing.Done(MailboxIndex index) && index == known;
            return indexing;
        } finally {
            if (!done) {
                known.close();
            }
        }
    }

    private Indexing reindexed(MailboxIndex known) throws IOException {
        return switch (locked()) {
            case LockAttempt.Busy(String why) -> new Indexing.Locked(why);
            case LockAttempt.Unusable(String why) -> throw new IOException(why);
            case LockAttempt.Acquired(DropLock lock) -> {
                try (lock) {
                    yield new Indexing.Done(indexed(lock, known));
                }
            }
        };
    }

    public LockAttempt locked() {
        return locks.acquire(drop, owner, timeout);
    }

    /** {@return the index of the locked drop file, which is saved as well} */
    public MailboxIndex indexed(DropLock lock, MailboxIndex known) throws IOException {
        MailboxIndex index = read(lock, known);
        if (index != known) {
            save(index);
        }
        return index;
    }

    /** {@return the index of the locked drop file, whose mail is about to be moved} */
    public MailboxIndex read(DropLock lock) throws IOException {
        MailboxIndex known = known();
        MailboxIndex index = known;
        try {
            index = read(lock, known);
            return index;
        } finally {
            if (index != known) {
                known.close();
            }
        }
    }

    private MailboxIndex read(DropLock lock, MailboxIndex known) throws IOException {
        DropStamp now = stamp().orElseThrow(() -> new IOException(drop + " is gone"));
        return indexer().index(lock.channel(), now, known, lock::keepAlive);
    }

    private Indexer indexer() {
        return new Indexer(indexFile, tools.memory(), tools.random());
    }

    public void save(MailboxIndex index) {
        try {
            indexFile.save(index);
        } catch (IOException e) {
            tools.log().indexUseless(drop, e);
        }
    }

    /** {@return what collects the messages of a drop file that is being written} */
    public MailboxIndex.Builder builder() {
        return indexFile.builder();
    }

    /** Saves the index of a drop file that was just put in place and is still locked. */
    public void saveRewritten(MailboxIndex.Builder kept) throws IOException {
        Optional<DropStamp> now = stamp();
        if (now.isPresent()) {
            try (MailboxIndex index = kept.build(now.get())) {
                save(index);
            }
        }
    }

    /** {@return the index last saved, whatever became of the drop file since} */
    public Optional<MailboxIndex> cached() throws MemoryShortException {
        try {
            return indexFile.load();
        } catch (MemoryShortException e) {
            throw e;
        } catch (IOException e) {
            tools.log().indexUseless(drop, e);
            return Optional.empty();
        }
    }

    /** {@return the same, without messages when there is none} */
    public MailboxIndex known() throws MemoryShortException {
        return cached().orElseGet(indexFile::empty);
    }

    /** Forgets the index of a drop file whose mail is in the user's own store now. */
    void forget() {
        try {
            indexFile.forget();
        } catch (IOException e) {
            tools.log().indexUseless(drop, e);
        }
    }

    /** Opens the drop file for reading; the caller closes it before the drop file is locked. */
    FileChannel open() throws IOException {
        return OpenedFile.toRead(drop).channel();
    }

    public MaildropLog log() {
        return tools.log();
    }
}
