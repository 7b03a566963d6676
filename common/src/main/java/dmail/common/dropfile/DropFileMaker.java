package dmail.common.dropfile;

import dmail.common.io.DurableFiles;
import dmail.common.io.FileState;
import dmail.common.io.Owner;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * Creates an empty drop file with the right owner and mode, before any mail is in it.
 *
 * <p>In a folder that its group may write to, such as {@code /var/mail} of group {@code mail} on
 * Debian and Red Hat, the file gets that group and mode 0660; elsewhere it gets mode 0600.
 */
final class DropFileMaker {
    private static final Set<OpenOption> NEW =
            Set.of(
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
    private static final Set<PosixFilePermission> PRIVATE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOR_GROUP =
            PosixFilePermissions.fromString("rw-rw----");
    private static final FileAttribute<?> PRIVATE_MODE =
            PosixFilePermissions.asFileAttribute(PRIVATE);

    private DropFileMaker() {}

    static void make(Path dropFile, Owner owner) throws IOException {
        FileChannel.open(dropFile, NEW, PRIVATE_MODE).close();
        try {
            settle(dropFile, owner);
        } catch (IOException e) {
            Files.delete(dropFile);
            throw e;
        }
    }

    /** Finishes what a crash may have interrupted between creating the file and its first mail. */
    static void finish(Path dropFile, Owner owner, FileState found) throws IOException {
        if (owner.uid() == Owner.SERVER.uid() || owner.uid() == found.uid()) {
            DurableFiles.syncDirectory(folderOf(dropFile));
        } else {
            settle(dropFile, owner);
        }
    }

    private static void settle(Path dropFile, Owner owner) throws IOException {
        Path folder = folderOf(dropFile);
        FileState around = stateOf(folder);
        FileState made = stateOf(dropFile);
        boolean forGroup = (around.mode() & FileState.GROUP_WRITE) != 0;
        give(dropFile, "unix:uid", owner.uid(), made.uid());
        give(dropFile, "unix:gid", forGroup ? around.gid() : owner.gid(), made.gid());
        boolean groupIsRight = stateOf(dropFile).gid() == around.gid();
        setMode(dropFile, forGroup && groupIsRight ? FOR_GROUP : PRIVATE);
        DurableFiles.syncDirectory(folder);
    }

    private static Path folderOf(Path dropFile) {
        return Objects.requireNonNull(dropFile.getParent());
    }

    private static FileState stateOf(Path file) throws IOException {
        return FileState.of(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
    }

    /**
     * Sets owner or group if it can. Only root can give files away; otherwise they remain the
     * server's.
     */
    private static void give(Path dropFile, String attribute, int wanted, int present)
            throws IOException {
        if (wanted == Owner.SERVER.uid() || wanted == present) {
            return;
        }
        try {
            Files.setAttribute(dropFile, attribute, wanted, LinkOption.NOFOLLOW_LINKS);
        } catch (FileSystemException _) {
            // The group isn't the folder's then, so the mode will be private.
        }
    }

    private static void setMode(Path dropFile, Set<PosixFilePermission> mode) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(
                        dropFile, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        view.setPermissions(mode);
    }
}
