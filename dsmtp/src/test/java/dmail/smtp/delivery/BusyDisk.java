package dmail.smtp.delivery;

import dmail.common.io.Disk;
import dmail.common.io.SystemDisk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;

/** A disk that is fine, and at times opens nothing more. */
public final class BusyDisk implements Disk {
    public boolean busy;
    private final Disk disk = new SystemDisk();

    @Override
    public FileChannel open(Path file, Set<? extends OpenOption> options) throws IOException {
        if (busy) {
            throw new FileSystemException(file.toString(), null, "Too many open files");
        }
        return disk.open(file, options);
    }

    @Override
    public FileChannel over(Path file, FileChannel channel) {
        return channel;
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        disk.makeFolder(folder);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        disk.syncFolder(folder);
    }
}
