package dmail.smtp.queuefile;

import dmail.common.io.PrivateFolders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder of damaged files, for the administrator; nothing is deleted. */
public final class CorruptFolder {
    private static final int MOST_COUNTED = 10_000;

    private final Path folder;

    public CorruptFolder(Path folder) {
        this.folder = folder;
    }

    /** {@return how many files are there, up to a limit; 0 when that isn't known} */
    public int count() {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path _ : files) {
                count++;
                if (count == MOST_COUNTED) {
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException unknown) {
            return count;
        }
        return count;
    }

    /**
     * Moves a file, or a symbolic link itself, into the folder.
     *
     * @return its new path
     */
    public Path take(Path file) throws IOException {
        PrivateFolders.create(folder);
        Path path = folder.resolve(String.valueOf(file.getFileName()));
        for (int i = 1; Files.exists(path, LinkOption.NOFOLLOW_LINKS); i++) {
            path = folder.resolve(file.getFileName() + "." + i);
        }
        return Files.move(file, path);
    }

    /**
     * Stores a copy of damaged octets; an earlier copy of the same name isn't replaced.
     *
     * @return its path
     */
    public Path keep(String name, ByteBuffer octets) throws IOException {
        PrivateFolders.create(folder);
        Path path = folder.resolve(name);
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
        } catch (FileAlreadyExistsException keptBefore) {
            return path;
        }
        return path;
    }
}
