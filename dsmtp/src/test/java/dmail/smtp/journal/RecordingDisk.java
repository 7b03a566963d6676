package dmail.smtp.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A disk that does what it is told, notes each operation, and fails at the call it was told to fail
 * at.
 */
final class RecordingDisk implements Disk {
    private final Disk disk = new RealDisk();
    private final List<Operation> operations = new ArrayList<>();
    private final Map<Path, IOException> broken = new HashMap<>();
    private int lives = 1;
    private int failAt = Integer.MAX_VALUE;
    private boolean failsForGood;

    /** What was done, and which octets it left where. */
    sealed interface Operation {
        record Created(Path file) implements Operation {}

        record Written(Path file, long position, ByteBuffer octets) implements Operation {}

        record Synced(Path file) implements Operation {}

        record FolderSynced(Path folder) implements Operation {}

        record Deleted(Path file) implements Operation {}
    }

    /** The n-th operation from now, counted from 0, fails. */
    synchronized void failAt(int n) {
        failAt = operations.size() + n;
    }

    /** From now on every operation fails until {@link #mend}. */
    synchronized void fail() {
        failsForGood = true;
    }

    /** What is done from now on with files that are open never happens: the process is killed. */
    synchronized void kill() {
        lives++;
    }

    private synchronized void mustLive(int life) throws IOException {
        if (life < lives) {
            throw new IOException("killed");
        }
    }

    synchronized void mend() {
        failsForGood = false;
        failAt = Integer.MAX_VALUE;
    }

    synchronized List<Operation> operations() {
        return List.copyOf(operations);
    }

    synchronized long count(Class<? extends Operation> kind) {
        return operations.stream().filter(kind::isInstance).count();
    }

    private synchronized void note(Operation operation) throws IOException {
        operations.add(operation);
        if (failsForGood || operations.size() - 1 == failAt) {
            throw new IOException("told to fail at " + operation.getClass().getSimpleName());
        }
    }

    @Override
    public SegmentFile create(Path file) throws IOException {
        note(new Operation.Created(file));
        return new Recorded(disk.create(file));
    }

    @Override
    public SegmentFile open(Path file) throws IOException {
        return new Recorded(disk.open(file));
    }

    @Override
    public ByteBuffer read(Path file, int most) throws IOException {
        if (failsForGood) {
            throw new IOException("Too many open files");
        }
        return disk.read(file, most);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        note(new Operation.FolderSynced(folder));
    }

    @Override
    public void delete(Path file) throws IOException {
        note(new Operation.Deleted(file));
        disk.delete(file);
    }

    private final class Recorded implements SegmentFile {
        private final SegmentFile file;
        private final int life = lives;

        Recorded(SegmentFile file) {
            this.file = file;
        }

        @Override
        public Path path() {
            return file.path();
        }

        @Override
        public void write(ByteBuffer octets, long position) throws IOException {
            mustLive(life);
            mustNotBeBroken();
            ByteBuffer copy = ByteBuffer.allocate(octets.remaining());
            copy.put(octets.duplicate()).flip();
            try {
                note(new Operation.Written(path(), position, copy));
            } catch (IOException failure) {
                broken.put(path(), failure);
                // A write that fails may have been done in part.
                int half = octets.remaining() / 2;
                file.write(octets.slice(octets.position(), half), position);
                throw failure;
            }
            file.write(octets, position);
        }

        @Override
        public void sync() throws IOException {
            mustLive(life);
            mustNotBeBroken();
            try {
                note(new Operation.Synced(path()));
            } catch (IOException failure) {
                broken.put(path(), failure);
                throw failure;
            }
        }

        /** After a failure the kernel would say success for what it has lost. */
        private void mustNotBeBroken() {
            IOException before = broken.get(path());
            if (before != null) {
                throw new AssertionError("used again after a failure: " + path(), before);
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
