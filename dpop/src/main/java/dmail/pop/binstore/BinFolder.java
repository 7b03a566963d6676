package dmail.pop.binstore;

import dmail.common.mbox.DropStamp;
import dmail.common.mbox.StoreSize;
import dmail.common.memory.MemoryReservation;
import dmail.common.memory.MemoryShortException;
import dmail.pop.index.IndexFile;
import dmail.pop.index.MailboxIndex;
import dmail.pop.index.MessageEntry;
import dmail.pop.index.Uidl;
import dmail.pop.store.StoreTools;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The folder of one user's store: {@code mail}, the data file, and {@code index}, a cache of it.
 * The caller has locked it.
 */
final class BinFolder {
    private static final String FRESH = "mail.new";
    private static final String DAMAGED = "mail.damaged";

    private final Path folder;
    private final StoreTools tools;
    private final IndexFile indexFile;

    /**
     * @param share where indexes take memory from
     */
    BinFolder(Path folder, StoreTools tools, MemoryReservation share) {
        this.folder = folder;
        this.tools = tools;
        this.indexFile =
                new IndexFile(
                        folder.resolve(StoreSize.INDEX),
                        StoreSize.DATA,
                        StoreSize.DATA,
                        () -> {},
                        share,
                        tools.work());
    }

    /**
     * A store's content.
     *
     * @param index its live messages
     * @param doubtful messages that may also be in the drop file
     * @param end the offset in the data file at which to append
     */
    record View(MailboxIndex index, MailboxIndex doubtful, long end) implements AutoCloseable {
        boolean isSettled() {
            return doubtful.messages() == 0;
        }

        @Override
        public void close() throws IOException {
            try (doubtful) {
                index.close();
            }
        }
    }

    Path folder() {
        return folder;
    }

    /** {@return the file that the compactor writes, which no session uses} */
    Path compacted() {
        return folder.resolve("mail.compact");
    }

    Path data() {
        return folder.resolve(StoreSize.DATA);
    }

    static boolean isThere(Path folder) {
        return StoreSize.isThere(folder);
    }

    Optional<MailboxIndex> savedIndex() throws MemoryShortException {
        try {
            return indexFile.load();
        } catch (MemoryShortException e) {
            throw e;
        } catch (IOException e) {
            tools.log().indexUseless(data(), e);
            return Optional.empty();
        }
    }

    /** {@return a builder of an index that is to be saved} */
    MailboxIndex.Builder builder() {
        return indexFile.builder();
    }

    /**
     * {@return the content} Reads only the index, unless the last use was interrupted; then a
     * partial record is removed.
     */
    View view() throws IOException {
        Optional<DropStamp> now = DropStamp.of(data());
        if (now.isEmpty()) {
            return new View(indexFile.empty(), indexFile.empty(), BinFile.begin());
        }
        if (tools.distrusted().contains(folder)) {
            return rewritten();
        }
        Optional<MailboxIndex> saved = savedIndex();
        if (saved.isPresent()) {
            if (saved.get().stamp().equals(now.get())) {
                return new View(saved.get(), indexFile.empty(), now.get().size());
            }
            saved.get().close();
        }
        return recovered();
    }

    private View recovered() throws IOException {
        try (MemoryReservation work = tools.share();
                BinFile file = open()) {
            BinContent content = file.read(work);
            switch (content.state()) {
                case WHOLE -> {
                    return view(file, content);
                }
                case TORN -> {
                    file.cut(content.end());
                    return view(file, content);
                }
                case RAGGED, DAMAGED -> {
                    // Everything that is needed goes to a new file.
                }
            }
        }
        return rewritten();
    }

    private View view(BinFile file, BinContent content) throws IOException {
        MailboxIndex index = index(file, content, stamp());
        MailboxIndex.Builder doubtful = indexFile.scratch();
        boolean done = false;
        try {
            if (content.doubtful() == 0) {
                save(index);
            }
            content.eachDoubtful(file, message -> doubtful.add(entry(message)));
            View view = new View(index, doubtful.build(index.stamp()), content.end());
            done = true;
            return view;
        } finally {
            if (!done) {
                index.close();
                doubtful.close();
            }
        }
    }

    /** {@return the live messages in the current file} */
    MailboxIndex index(BinFile file, BinContent content, DropStamp stamp) throws IOException {
        MailboxIndex.Builder index = indexFile.builder();
        boolean done = false;
        try {
            content.eachLive(file, message -> index.add(entry(message)));
            done = true;
            return index.build(stamp);
        } finally {
            if (!done) {
                index.close();
            }
        }
    }

    /** Keeps the damaged file under a second name, for the administrator. */
    private Path keepDamaged() throws IOException {
        Path kept = folder.resolve(DAMAGED);
        for (int number = 2; Files.exists(kept, LinkOption.NOFOLLOW_LINKS); number++) {
            kept = folder.resolve(DAMAGED + "." + number);
        }
        Files.createLink(kept, data());
        return kept;
    }

    private View rewritten() throws IOException {
        try (MemoryReservation work = tools.share();
                BinFile old = open()) {
            BinContent content = old.read(work);
            if (content.state() == BinContent.State.DAMAGED) {
                tools.log().storeDamaged(data(), keepDamaged());
            }
            Path fresh = folder.resolve(FRESH);
            write(old, content, fresh, () -> true, _ -> {});
            replaceWith(fresh);
        }
        tools.distrusted().remove(folder);
        try (MemoryReservation work = tools.share();
                BinFile file = open()) {
            return view(file, file.read(work));
        }
    }

    /**
     * Copies what is needed to a new data file and syncs it.
     *
     * @param goesOn asked before each message whether to continue
     * @param copied gets the live messages with their new offsets
     * @return how many these are; fewer than there are if it was stopped
     */
    int write(
            BinFile old,
            BinContent content,
            Path fresh,
            BooleanSupplier goesOn,
            BinContent.Visitor copied)
            throws IOException {
        try (BinFile made = BinFile.make(fresh, tools.disk(), tools.random().nextLong())) {
            int count = BinCopy.write(old, content, made, goesOn, copied);
            made.sync();
            return count;
        }
    }

    /** Replaces the data file by a new one; durable. */
    void replaceWith(Path fresh) throws IOException {
        try {
            tools.disk().rename(fresh, data());
            tools.disk().syncFolder(folder);
        } catch (IOException e) {
            distrust();
            throw e;
        }
    }

    BinFile open() throws IOException {
        return BinFile.open(data(), tools.disk());
    }

    /** Opens the data file, or makes an empty, durable one. */
    BinFile openOrMake() throws IOException {
        if (!isThere(folder)) {
            makeFolders(folder);
            Path fresh = folder.resolve(FRESH);
            try (BinFile made = BinFile.make(fresh, tools.disk(), tools.random().nextLong())) {
                made.sync();
            }
            replaceWith(fresh);
        }
        return open();
    }

    /** The folder of all stores exists; a level or two below it may be missing. */
    private void makeFolders(Path wanted) throws IOException {
        if (Files.isDirectory(wanted, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path above = wanted.getParent();
        if (above == null) {
            throw new FileSystemException(wanted.toString(), null, "is no place for a store");
        }
        makeFolders(above);
        tools.disk().makeFolder(wanted);
        tools.disk().syncFolder(above);
    }

    /**
     * The disk has failed: what the cache shows now may be lost after a restart. The whole file
     * must be read and written to a new one before it is used further.
     */
    void distrust() {
        tools.distrusted().add(folder);
    }

    DropStamp stamp() throws IOException {
        return DropStamp.of(data()).orElseThrow(() -> new IOException(data() + " is gone"));
    }

    void save(MailboxIndex index) {
        try {
            indexFile.save(index);
        } catch (IOException e) {
            tools.log().indexUseless(data(), e);
        }
    }

    /** {@return whether the folder was moved; false if the target is on another disk} */
    boolean moveTo(Path path) throws IOException {
        Path from = Objects.requireNonNull(folder.getParent());
        Path to = Objects.requireNonNull(path.getParent());
        makeFolders(to);
        try {
            tools.disk().delete(path);
            tools.disk().rename(folder, path);
        } catch (FileSystemException _) {
            return false;
        }
        tools.disk().syncFolder(to);
        tools.disk().syncFolder(from);
        tools.log().storeMoved(folder, path);
        return true;
    }

    void forgetIndex() throws IOException {
        indexFile.forget();
    }

    void discardCompacted() throws IOException {
        tools.disk().delete(compacted());
    }

    /** Removes the store, whose mail is elsewhere by now; durable on return. */
    void remove() throws IOException {
        tools.disk().delete(data());
        tools.disk().syncFolder(folder);
        indexFile.forget();
        tools.disk().delete(folder.resolve(FRESH));
        discardCompacted();
        try {
            tools.disk().delete(folder);
        } catch (DirectoryNotEmptyException _) {
            // It holds a damaged file that was kept for the administrator.
        }
    }

    static MessageEntry entry(BinMessage message) {
        BinLabel label = message.label();
        return new MessageEntry(
                message.start(),
                message.lead(),
                0,
                message.length(),
                label.octets(),
                new Uidl(label.high(), label.low(), label.copy()),
                message.check(),
                MessageEntry.Status.NONE);
    }

    static BinLabel label(MessageEntry entry) {
        Uidl uidl = entry.uidl();
        return new BinLabel(entry.octets(), uidl.high(), uidl.low(), uidl.copy());
    }
}
