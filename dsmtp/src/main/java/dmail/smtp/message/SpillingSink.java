package dmail.smtp.message;

import dmail.common.io.DurableFiles;
import dmail.common.memory.MemorySource;
import dmail.common.memory.MemoryUse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps octets in memory while they are few, then in a file that is written in large pieces. */
final class SpillingSink implements BodySink {
    /** A longer message goes to a file. */
    static final int LONGEST_IN_MEMORY = 128 * 1024;

    private static final int PIECE = 8 * 1024;
    private static final int MOST_PIECES = LONGEST_IN_MEMORY / PIECE;

    private final QueueId id;
    private final Spool spool;
    private final MemorySource memory;
    private final List<ByteBuffer> pieces = new ArrayList<>();
    private Optional<FileChannel> spill = Optional.empty();
    private long size;

    SpillingSink(QueueId id, Spool spool, MemorySource memory) {
        this.id = id;
        this.spool = spool;
        this.memory = memory;
    }

    @Override
    public QueueId id() {
        return id;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(octets, offset, length);
        try {
            while (rest.hasRemaining()) {
                take(rest);
            }
        } catch (IOException failure) {
            throw FreeSpace.explain(failure, spool.folder(), length);
        }
        size += length;
    }

    private void take(ByteBuffer rest) throws IOException {
        if (hasRoom()) {
            ByteBuffer piece = pieces.getLast();
            int count = Math.min(piece.remaining(), rest.remaining());
            piece.put(rest.slice(rest.position(), count));
            rest.position(rest.position() + count);
        } else {
            flush();
            if (!hasRoom()) {
                // No memory is left for it: the file is slower, but works.
                writeAll(spill(), rest);
            }
        }
    }

    private boolean hasRoom() {
        if (!pieces.isEmpty() && pieces.getLast().hasRemaining()) {
            return true;
        }
        if (pieces.size() == MOST_PIECES || !memory.takeIfPlenty(MemoryUse.BODIES, PIECE)) {
            return false;
        }
        pieces.add(ByteBuffer.allocate(PIECE));
        return true;
    }

    private void flush() throws IOException {
        FileChannel file = spill();
        for (ByteBuffer piece : pieces) {
            writeAll(file, piece.flip());
        }
        releasePieces();
    }

    private FileChannel spill() throws IOException {
        if (spill.isEmpty()) {
            Path file = spool.beginFile(id);
            spill =
                    Optional.of(
                            FileChannel.open(
                                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        }
        return spill.get();
    }

    private static void writeAll(FileChannel file, ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            file.write(octets);
        }
    }

    @Override
    public Body finish() throws IOException {
        if (spill.isEmpty()) {
            return new MemoryBody(pieces.stream().map(piece -> piece.duplicate().flip()).toList());
        }
        try {
            flush();
            // The file is synced before its name, both before the journal refers to them.
            spill.get().force(false);
            spill.get().close();
            DurableFiles.syncDirectory(spool.folder());
        } catch (IOException failure) {
            throw FreeSpace.explain(failure, spool.folder(), size);
        }
        return new FileBody(spool.folder().resolve(id.text()), 0, size);
    }

    private void releasePieces() {
        memory.giveBack(MemoryUse.BODIES, (long) pieces.size() * PIECE);
        pieces.clear();
    }

    @Override
    public void close() {
        releasePieces();
        if (spill.isPresent()) {
            closeQuietly(spill.get());
            spool.abandon(id);
        }
    }

    private static void closeQuietly(FileChannel file) {
        try {
            file.close();
        } catch (IOException nothingIsLost) {
            // finish() has synced what matters; the rest is about to be removed.
            return;
        }
    }
}
