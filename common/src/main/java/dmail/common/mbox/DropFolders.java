package dmail.common.mbox;

import dmail.common.io.DurableFiles;
import dmail.common.io.FileState;
import dmail.common.io.FolderTrust;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Creates the hashed folders between a domain's drop folder and its drop files when needed. */
public final class DropFolders {
    private DropFolders() {}

    /**
     * Creates the folder of a drop file if it is missing, with the rights of the domain's folder.
     * If the user data base puts the drop file elsewhere, its folder must exist and isn't created.
     *
     * @param base the domain's drop folder, which is never created
     * @throws FileSystemException when a level is a link or a file, or can't be created
     */
    public static void prepare(Path base, Path dropFile) throws IOException {
        Path folder = dropFile.getParent();
        if (folder == null || folder.equals(base) || !folder.startsWith(base)) {
            return;
        }
        FileState like =
                FileState.of(base).orElseThrow(() -> new NoSuchFileException(base.toString()));
        Path above = base;
        for (Path name : base.relativize(folder)) {
            Path level = above.resolve(name);
            if (!Files.isDirectory(level, LinkOption.NOFOLLOW_LINKS)) {
                refuseBelowOthers(above);
                make(above, level, like);
            }
            above = level;
        }
    }

    /** As root, nothing is created where a user could put a link in place of a folder. */
    private static void refuseBelowOthers(Path above) throws IOException {
        Optional<String> whyUntrusted =
                FolderTrust.ofThisProcess().whyUntrusted(above, FolderTrust.Writers.GROUP);
        if (whyUntrusted.isPresent()) {
            throw new FileSystemException(above.toString(), null, whyUntrusted.get());
        }
    }

    private static void make(Path above, Path level, FileState like) throws IOException {
        try {
            Files.createDirectory(level);
            giveGroup(level, like.gid());
            // The mode includes the set-group-id bit, by which files in the folder get its group.
            Files.setAttribute(level, "unix:mode", like.mode() & FileState.RIGHTS);
            DurableFiles.syncDirectory(above);
        } catch (FileAlreadyExistsException e) {
            // Another delivery may have created it just now.
            if (!Files.isDirectory(level, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileSystemException(e.getFile(), null, "is not a folder");
            }
        }
    }

    private static void giveGroup(Path level, int gid) throws IOException {
        try {
            Files.setAttribute(level, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        } catch (FileSystemException _) {
            // Only root and members of the group may do that; without it the folder's rights are no
            // wider.
        }
    }
}
