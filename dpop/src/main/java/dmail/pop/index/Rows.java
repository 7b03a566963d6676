package dmail.pop.index;

import dmail.common.memory.MemoryReservation;
import dmail.common.memory.MemoryShortException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an index, numbered from 0. Up to 16,384 rows are in memory; more, or those for which
 * memory is short, are in a file, with one block in memory. Not thread-safe.
 */
public final class Rows implements AutoCloseable {
    /** Octets of a row. */
    static final int WIDTH = 56;

    /** Rows of a block, the unit of reading and writing. */
    static final int BLOCK = 1024;

    /** More rows go to a file. */
    private static final int MOST = 16 * BLOCK;

    private static final int FEW = 2;

    /** Where rows go when there are too many for memory. */
    interface Spill {
        /** Makes the file. */
        FileChannel open() throws IOException;

        /** {@return the offset of its first row} */
        long base();
    }

    private final MemoryReservation memory;
    private final Spill spill;
    private ByteBuffer block;

    /** The most rows in the block. */
    private int window = MOST;

    /** The number of the block's first row. */
    private int first;

    private int count;

    /** Whether the block has unsaved changes. */
    private boolean changed;

    private @Nullable FileChannel file;

    private Rows(MemoryReservation memory, Spill spill, ByteBuffer block, int count) {
        this.memory = memory;
        this.spill = spill;
        this.block = block;
        this.count = count;
    }

    /** {@return an empty table} */
    static Rows begin(MemoryReservation memory, Spill spill) {
        return new Rows(memory, spill, ByteBuffer.allocate(0), 0);
    }

    /**
     * Reads rows of a file; if there are many, the file stays open.
     *
     * @param file closed by the caller unless {@link #isIn} it
     */
    static Rows of(FileChannel file, long base, int count, MemoryReservation memory)
            throws IOException {
        Rows rows = new Rows(memory, new Present(file, base), ByteBuffer.allocate(0), count);
        if (count > MOST || !rows.tryReserve(count)) {
            rows.window = BLOCK;
            rows.reserve(Math.min(count, BLOCK));
        }
        rows.file = file;
        rows.load(0);
        if (count <= rows.window) {
            rows.file = null;
        }
        return rows;
    }

    private boolean tryReserve(int rows) {
        try {
            reserve(rows);
            return true;
        } catch (MemoryShortException _) {
            return false;
        }
    }

    private record Present(FileChannel open, long base) implements Spill {}

    int count() {
        return count;
    }

    /** {@return whether the rows are read from that file} */
    boolean isIn(FileChannel other) {
        return other.equals(file);
    }

    /** {@return whether they are read from any file} */
    public boolean isInFile() {
        return file != null;
    }

    /**
     * Loads a row.
     *
     * @return its offset in {@link #block}
     */
    int seek(int row) throws IOException {
        if (row < first || row >= first + window) {
            flush();
            load(row / window * window);
        }
        return (row - first) * WIDTH;
    }

    /** {@return the buffer with the row that was loaded last} */
    ByteBuffer block() {
        return block;
    }

    /** Must be called after a change of the row that was loaded last. */
    void changed() {
        changed = true;
    }

    /**
     * Adds a row, which the caller fills in.
     *
     * @return its offset in {@link #block}
     */
    int add() throws IOException {
        if (count > 0) {
            seek(count - 1);
        }
        if (count - first == window || !hasRoom(count - first)) {
            spill();
        }
        int used = count - first;
        count++;
        changed = true;
        return used * WIDTH;
    }

    private boolean hasRoom(int used) throws MemoryShortException {
        if ((used + 1) * WIDTH <= block.capacity()) {
            return true;
        }
        int wanted = Math.clamp(2L * used, FEW, window);
        if (used > 0 && used % BLOCK == 0) {
            return tryReserve(wanted);
        }
        reserve(wanted);
        return true;
    }

    private void spill() throws IOException {
        if (file == null) {
            file = spill.open();
        }
        flush();
        first = count;
        if (window != BLOCK) {
            window = BLOCK;
            memory.giveBack(block.capacity());
            block = ByteBuffer.allocate(0);
            reserve(BLOCK);
        }
    }

    private void reserve(int rows) throws MemoryShortException {
        memory.take((long) rows * WIDTH);
        ByteBuffer larger = ByteBuffer.allocate(rows * WIDTH);
        larger.put(0, block, 0, Math.min(block.capacity(), larger.capacity()));
        memory.giveBack(block.capacity());
        block = larger;
    }

    private int inBlock() {
        return Math.min(window, count - first) * WIDTH;
    }

    private long offset() {
        return spill.base() + (long) first * WIDTH;
    }

    /** Writes changes to the file, if there is one. */
    void flush() throws IOException {
        FileChannel to = file;
        if (changed && to != null) {
            ByteBuffer octets = block.duplicate().clear().limit(inBlock());
            while (octets.hasRemaining()) {
                to.write(octets, offset() + octets.position());
            }
            changed = false;
        }
    }

    private void load(int row) throws IOException {
        FileChannel from = file;
        if (from == null) {
            throw new IndexOutOfBoundsException(row);
        }
        first = row;
        ByteBuffer octets = block.duplicate().clear().limit(inBlock());
        while (octets.hasRemaining()) {
            if (from.read(octets, offset() + octets.position()) < 0) {
                throw new IOException("an index became shorter while it was in use");
            }
        }
    }

    /** Adds the first rows of another table. */
    void addAll(Rows other, int rows) throws IOException {
        for (int row = 0; row < rows; row++) {
            int from = other.seek(row);
            int to = add();
            block.put(to, other.block, from, WIDTH);
        }
    }

    /** {@return whether the first rows of both are the same} */
    boolean isSame(Rows other, int rows) throws IOException {
        for (int row = 0; row < rows; row += BLOCK) {
            int length = Math.min(BLOCK, rows - row) * WIDTH;
            if (block(row, length).mismatch(other.block(row, length)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** {@return the octets of a block that begins with that row} */
    ByteBuffer block(int row, int length) throws IOException {
        return block.slice(seek(row), length);
    }

    /** Frees its memory; the rows are gone. */
    @Override
    public void close() throws IOException {
        FileChannel open = file;
        file = null;
        memory.giveBack(block.capacity());
        block = ByteBuffer.allocate(0);
        if (open != null) {
            open.close();
        }
    }
}
