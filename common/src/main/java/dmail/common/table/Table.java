package dmail.common.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The entries of a file by their keys, in eight octets each: a hash of the key and the offset of
 * the entry. The entry itself is read from the file each time. Of several entries with one key the
 * first counts. Thread-safe.
 */
public final class Table<E> implements AutoCloseable {
    private static final int OFFSET_BITS = 34;
    private static final long OFFSET = (1L << OFFSET_BITS) - 1;
    private static final int ONE_LOOK = 2 * LineMarks.BLOCK;

    private final Path path;
    private final OpenFile file;
    private final TableFormat<E> format;
    private final ToLongFunction<String> hash;
    private final TableMemory memory;
    private final Problems problems = new Problems();
    private LineMarks marks;
    private long[] positions = new long[0];
    private int size;
    private int ignored;
    private long taken;

    /** Receives entries one by one. */
    @FunctionalInterface
    public interface Taker<E> {
        /** {@return whether to continue} */
        boolean take(Entry<E> entry) throws IOException;
    }

    private Table(
            Path path,
            OpenFile file,
            TableFormat<E> format,
            ToLongFunction<String> hash,
            TableMemory memory)
            throws IOException {
        this.path = path;
        this.file = file;
        this.format = format;
        this.hash = hash;
        this.memory = memory;
        this.marks = LineMarks.read((_, _) -> -1, 0);
    }

    /**
     * Reads a file.
     *
     * @throws TableTooLargeException when the table doesn't fit
     */
    public static <E> Table<E> read(Path file, TableFormat<E> format, TableMemory memory)
            throws IOException {
        return read(file, format, KeyHash::of, memory);
    }

    static <E> Table<E> read(
            Path path, TableFormat<E> format, ToLongFunction<String> hash, TableMemory memory)
            throws IOException {
        Table<E> table = new Table<>(path, OpenFile.of(path), format, hash, memory);
        boolean read = false;
        try {
            table.read();
            read = true;
            return table;
        } finally {
            if (!read) {
                table.close();
            }
        }
    }

    private void read() throws IOException {
        long octets = file.size();
        if (octets > OFFSET) {
            throw new IOException("larger than " + OFFSET + " octets");
        }
        take(LineMarks.octets(octets));
        marks = LineMarks.read(file::read, octets);
        take((long) marks.lines() * Long.BYTES);
        positions = new long[marks.lines()];
        Lines lines = new Lines(file::read, 0, 0, format.longestLine(), 16 * LineMarks.BLOCK);
        Optional<Entry<E>> entry = format.next(lines, problems);
        while (entry.isPresent()) {
            if (size == positions.length) {
                throw new TableChangedException(path + " grows while it is read");
            }
            positions[size++] = position(entry.get());
            entry = format.next(lines, problems);
        }
        Arrays.sort(positions, 0, size);
        dropRepeated();
    }

    private void take(long octets) throws TableTooLargeException {
        memory.take(octets);
        taken += octets;
    }

    /** Entries are sorted by hash; those of one hash are in the order of the file. */
    private long position(Entry<E> entry) {
        return (hash.applyAsLong(entry.key()) << OFFSET_BITS) | entry.offset();
    }

    private static long hashOf(long position) {
        return position >> OFFSET_BITS;
    }

    private void dropRepeated() throws IOException {
        int kept = 0;
        int from = 0;
        while (from < size) {
            int to = from + 1;
            while (to < size && hashOf(positions[to]) == hashOf(positions[from])) {
                to++;
            }
            if (to - from == 1) {
                positions[kept++] = positions[from];
            } else {
                kept = keepFirst(from, to, kept);
            }
            from = to;
        }
        size = kept;
    }

    private int keepFirst(int from, int to, int keptBefore) throws IOException {
        int kept = keptBefore;
        List<String> keys = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Entry<E> entry = entryAt(positions[i]);
            if (keys.contains(entry.key())) {
                problems.add(entry.line(), format.givenBefore());
                ignored++;
            } else {
                keys.add(entry.key());
                positions[kept++] = positions[i];
            }
        }
        return kept;
    }

    /**
     * {@return the value of a key}
     *
     * @throws TableChangedException when the file has changed since it was read
     */
    public Optional<Entry<E>> find(String key) throws IOException {
        long wanted = hash.applyAsLong(key) << OFFSET_BITS;
        int at = Arrays.binarySearch(positions, 0, size, wanted);
        for (int i = at < 0 ? -at - 1 : at;
                i < size && hashOf(positions[i]) == hashOf(wanted);
                i++) {
            Entry<E> entry = entryAt(positions[i]);
            if (entry.key().equals(key)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private Entry<E> entryAt(long position) throws IOException {
        long offset = position & OFFSET;
        Lines lines =
                new Lines(
                        file::read,
                        LineMarks.blockOf(offset),
                        marks.before(offset),
                        format.longestLine(),
                        ONE_LOOK);
        while (lines.next() && lines.offset() <= offset) {
            if (lines.offset() == offset) {
                lines.again();
                return format.next(lines, new Problems())
                        .filter(entry -> position(entry) == position)
                        .orElseThrow(this::changed);
            }
        }
        throw changed();
    }

    private TableChangedException changed() {
        return new TableChangedException(path + " has changed");
    }

    /** Passes on all entries that count, in the order of the file. */
    public void each(Taker<E> taker) throws IOException {
        Lines lines = new Lines(file::read, 0, 0, format.longestLine(), 16 * LineMarks.BLOCK);
        Problems known = new Problems();
        Optional<Entry<E>> entry = format.next(lines, known);
        while (entry.isPresent()) {
            boolean counts = Arrays.binarySearch(positions, 0, size, position(entry.get())) >= 0;
            if (counts && !taker.take(entry.get())) {
                return;
            }
            entry = format.next(lines, known);
        }
    }

    /** {@return how many entries count} */
    public int size() {
        return size;
    }

    /** {@return whether an entry was ignored because its key had been used before} */
    public boolean hasRepeated() {
        return ignored > 0;
    }

    /** {@return the faults of the file} */
    public Problems problems() {
        return problems;
    }

    /** Gives back the memory; {@link #find} then throws {@link TableChangedException}. */
    @Override
    public synchronized void close() {
        file.close();
        memory.giveBack(taken);
        taken = 0;
    }
}
