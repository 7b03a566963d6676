package dmail.common.testing;

import dmail.common.io.Disk;
import dmail.common.io.SystemDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A disk that does and writes down what is asked of it; {@link PowerLoss} tells what a loss of
 * power may then leave.
 */
public final class CrashDisk implements Disk {
    private final Disk real = new SystemDisk();
    private final Path root;
    private final List<Op> ops = new ArrayList<>();

    /** A change, or the promise that changes are safe. */
    public sealed interface Op {
        /** Octets of a file; the file is known by a number that outlives its names. */
        record Write(int file, long offset, List<Byte> octets) implements Op {}

        record Truncate(int file, long size) implements Op {}

        record Sync(int file) implements Op {}

        /** A name begins to mean a file. */
        record Make(String name, int file) implements Op {}

        record MakeFolder(String name) implements Op {}

        record Rename(String from, String to) implements Op {}

        record Delete(String name) implements Op {}

        record SyncFolder(String name) implements Op {}
    }

    private final List<Path> names = new ArrayList<>();

    /**
     * @param root all that is written down is below it
     */
    public CrashDisk(Path root) {
        this.root = root;
    }

    public List<Op> ops() {
        return List.copyOf(ops);
    }

    /** Tells the disk of a file that is there from the beginning. */
    public void knows(Path file) {
        number(file);
    }

    /** {@return the numbers that files have from the beginning, as far as they were told} */
    private int number(Path file) {
        int known = names.lastIndexOf(file);
        if (known >= 0) {
            return known;
        }
        names.add(file);
        return names.size() - 1;
    }

    private String name(Path path) {
        return root.relativize(path).toString();
    }

    @Override
    public FileChannel open(Path file, Set<? extends OpenOption> options) throws IOException {
        if (makes(file, options)) {
            FileChannel made = real.open(file, options);
            names.add(file);
            int number = names.size() - 1;
            ops.add(new Op.Make(name(file), number));
            return new RecordingChannel(made, number);
        }
        return new RecordingChannel(real.open(file, options), number(file));
    }

    private static boolean makes(Path file, Set<? extends OpenOption> options) {
        return options.contains(StandardOpenOption.CREATE_NEW)
                || (options.contains(StandardOpenOption.CREATE) && Files.notExists(file));
    }

    @Override
    public FileChannel over(Path file, FileChannel channel) {
        return new RecordingChannel(channel, number(file));
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            real.makeFolder(folder);
            ops.add(new Op.MakeFolder(name(folder)));
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        real.rename(from, to);
        int file = names.lastIndexOf(from);
        if (file >= 0) {
            forget(to);
            names.set(file, to);
        }
        ops.add(new Op.Rename(name(from), name(to)));
    }

    @Override
    public void delete(Path file) throws IOException {
        boolean there = Files.exists(file);
        real.delete(file);
        if (there) {
            forget(file);
            ops.add(new Op.Delete(name(file)));
        }
    }

    private void forget(Path file) {
        names.replaceAll(known -> known.equals(file) ? root.resolve("gone") : known);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        real.syncFolder(folder);
        ops.add(new Op.SyncFolder(name(folder)));
    }

    private final class RecordingChannel extends ForwardingChannel {
        private final int file;

        RecordingChannel(FileChannel channel, int file) {
            super(channel);
            this.file = file;
        }

        @Override
        protected void written(ByteBuffer octets, long offset) {
            List<Byte> copy = new ArrayList<>(octets.remaining());
            while (octets.hasRemaining()) {
                copy.add(octets.get());
            }
            ops.add(new Op.Write(file, offset, copy));
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            super.truncate(size);
            ops.add(new Op.Truncate(file, size));
            return this;
        }

        /** The process lives on; only what the disk promises counts here. */
        @Override
        public void force(boolean metaData) {
            ops.add(new Op.Sync(file));
        }
    }
}
