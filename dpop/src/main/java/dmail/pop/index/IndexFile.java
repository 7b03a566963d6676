package dmail.pop.index;

import dmail.common.io.FileWork;
import dmail.common.mbox.DropStamp;
import dmail.common.memory.MemoryReservation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One index file. It is a cache: a missing or damaged file is made anew. So nothing is synced; a
 * CRC finds damage. Not thread-safe.
 */
public final class IndexFile {
    /** The stamp of an index that must be rebuilt, keeping its unique ids. */
    public static final DropStamp LONG_AGO = new DropStamp(0, 0, 0, 0, 0);

    /** Makes the file's folders. */
    @FunctionalInterface
    public interface Folders {
        void make() throws IOException;
    }

    private final Path path;
    private final String about;
    private final String formerly;
    private final Folders folders;
    private final MemoryReservation memory;
    private final FileWork work;

    /** The new file that will replace the old; rows of an index may be in it. */
    private @Nullable FileChannel draft;

    /**
     * @param path of the file
     * @param about the name of what it is an index of
     * @param formerly that name under the earlier rules for messages
     * @param folders called before the first write
     * @param work how the rows of a large index are read
     */
    public IndexFile(
            Path path,
            String about,
            String formerly,
            Folders folders,
            MemoryReservation memory,
            FileWork work) {
        this.path = path;
        this.about = about;
        this.formerly = formerly;
        this.folders = folders;
        this.memory = memory;
        this.work = work;
    }

    /**
     * {@return the index last saved, even if the mail has changed since} One made under earlier
     * rules gets the oldest stamp.
     */
    public Optional<MailboxIndex> load() throws IOException {
        FileChannel file;
        try {
            file = work.over(FileChannel.open(path, StandardOpenOption.READ));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        Optional<MailboxIndex> index = Optional.empty();
        try {
            index = load(file);
            return index;
        } finally {
            if (index.isEmpty() || !index.get().rows().isIn(file)) {
                file.close();
            }
        }
    }

    private Optional<MailboxIndex> load(FileChannel file) throws IOException {
        Optional<MailboxIndex> index = new IndexFormat(about).read(file, memory);
        if (index.isPresent() || formerly.equals(about)) {
            return index;
        }
        Optional<MailboxIndex> old = new IndexFormat(formerly).read(file, memory);
        return old.isPresent()
                ? Optional.of(old.get().first(old.get().messages(), LONG_AGO))
                : Optional.empty();
    }

    /** {@return a builder of an index that is to be saved here} */
    public MailboxIndex.Builder builder() {
        return new MailboxIndex.Builder(memory, new Draft());
    }

    /** {@return a builder of an index that isn't saved} */
    public MailboxIndex.Builder scratch() {
        return new MailboxIndex.Builder(memory, new Scratch());
    }

    /** {@return an index without messages} */
    public MailboxIndex empty() {
        return MailboxIndex.empty(memory);
    }

    /** Saves an index; a reader sees the old one or this one, never part of it. */
    public void save(MailboxIndex index) throws IOException {
        FileChannel beside = draft;
        if (beside != null && index.rows().isIn(beside)) {
            new IndexFormat(about).finish(beside, index);
            draft = null;
            move();
        } else {
            try (FileChannel fresh = makeFresh()) {
                new IndexFormat(about).write(fresh, index);
                move();
            }
        }
    }

    private void move() throws IOException {
        Files.move(fresh(), path, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path fresh() {
        return path.resolveSibling(path.getFileName() + ".new");
    }

    /** An earlier draft keeps its rows, but can't replace the file any more. */
    private FileChannel makeFresh() throws IOException {
        folders.make();
        draft = null;
        Files.deleteIfExists(fresh());
        return work.over(
                FileChannel.open(
                        fresh(),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE));
    }

    public void forget() throws IOException {
        draft = null;
        Files.deleteIfExists(fresh());
        Files.deleteIfExists(path);
    }

    private final class Draft implements Rows.Spill {
        @Override
        public FileChannel open() throws IOException {
            FileChannel made = makeFresh();
            draft = made;
            return made;
        }

        @Override
        public long base() {
            return new IndexFormat(about).base();
        }
    }

    /** A temporary file that is removed at once. */
    private final class Scratch implements Rows.Spill {
        @Override
        public FileChannel open() throws IOException {
            FileChannel made = makeFresh();
            Files.delete(fresh());
            return made;
        }

        @Override
        public long base() {
            return 0;
        }
    }
}
