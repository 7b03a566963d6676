package dmail.smtp.journal;

import dmail.common.io.Digits;
import dmail.smtp.message.FreeSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;

/** Segment files ready for use: filled with zeros once, so that they never grow. */
final class SpareSegments {
    private static final int ZEROS = 1 << 17;

    private final Path folder;
    private final Disk disk;
    private final int capacity;

    /** Beyond this number they are deleted. */
    private final int most;

    private final Executor preparer;
    private final JournalLog log;
    private final Deque<SegmentFile> ready = new ConcurrentLinkedDeque<>();
    private long lastName;
    private int preparing;
    private boolean closed;

    SpareSegments(Path folder, Disk disk, JournalSize size, Executor preparer, JournalLog log) {
        this.folder = folder;
        this.disk = disk;
        this.capacity = size.segment();
        this.most = size.spares();
        this.preparer = preparer;
        this.log = log;
    }

    /** Notes that files up to this number exist. */
    synchronized void nameIsTaken(long name) {
        lastName = Math.max(lastName, name);
    }

    private synchronized Path nextName() {
        lastName++;
        return folder.resolve(Digits.of(lastName, 8) + ".journal");
    }

    /** {@return a file without a header} */
    SegmentFile take() throws IOException {
        SegmentFile spare = ready.poll();
        SegmentFile taken = spare == null ? create() : spare;
        prepare();
        return taken;
    }

    /** Makes files ahead, so that the next {@link #take} need not wait. */
    void prepare() {
        if (!ready.isEmpty()) {
            return;
        }
        preparer.execute(() -> {
            if (begin()) {
                try {
                    ready.add(create());
                } catch (IOException failure) {
                    log.notPrepared(failure);
                } finally {
                    end();
                }
            }
        });
    }

    private synchronized boolean begin() {
        preparing += closed ? 0 : 1;
        return !closed;
    }

    private synchronized void end() {
        preparing--;
        notifyAll();
    }

    /** Makes no more files; returns when none is being made. */
    private synchronized void stopPreparing() {
        closed = true;
        boolean interrupted = false;
        while (preparing > 0) {
            try {
                wait();
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes back a file that is no longer in use. */
    void give(SegmentFile file) {
        if (ready.size() < most) {
            ready.add(file);
        } else {
            remove(file);
        }
    }

    /** Deletes a file; durable, so that it doesn't come back after a loss of power. */
    void remove(SegmentFile file) {
        try (file) {
            disk.delete(file.path());
            disk.syncFolder(folder);
        } catch (IOException failure) {
            log.notClosed(file.path(), failure);
        }
    }

    private SegmentFile create() throws IOException {
        Path path = nextName();
        try {
            SegmentFile file = disk.create(path);
            fill(file);
            disk.syncFolder(folder);
            return file;
        } catch (IOException failure) {
            throw FreeSpace.explain(failure, folder, capacity);
        }
    }

    private void fill(SegmentFile file) throws IOException {
        try {
            ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(ZEROS, capacity));
            for (int at = 0; at < capacity; at += zeros.capacity()) {
                file.write(zeros.clear().limit(Math.min(zeros.capacity(), capacity - at)), at);
            }
            file.sync();
        } catch (IOException failure) {
            remove(file);
            throw failure;
        }
    }

    void close() {
        stopPreparing();
        for (SegmentFile file = ready.poll(); file != null; file = ready.poll()) {
            try {
                file.close();
            } catch (IOException failure) {
                log.notClosed(file.path(), failure);
            }
        }
    }
}
