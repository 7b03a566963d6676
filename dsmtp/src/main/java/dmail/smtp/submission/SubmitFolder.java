package dmail.smtp.submission;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The folder {@code submit} in {@code work_path}, for programs of this host.
 *
 * @param path the folder, which other users may enter and not list
 */
public record SubmitFolder(Path path) {
    private static final int ENTER = 0711;

    /**
     * Any user may create files, only the server may list them, and other users can't remove them.
     */
    private static final int LEAVE = 01733;

    private static final int PRIVATE = 0700;

    /**
     * Programs can't list the folder, but can see its size: that of about 2,000,000 pickup files on
     * ext4, which needs about 64 octets for a name. The limit stops a program that runs wild; the
     * limits for each user are elsewhere.
     */
    private static final long LARGEST_LIST = 128L << 20;

    /** An empty folder of that size is slow to scan. */
    private static final long SLOW_LIST = 2L << 20;

    private static final int EXECUTABLE_BY_OTHERS = 1;

    /** {@return the folder of a server with that work_path} */
    public static SubmitFolder in(Path workPath) {
        return new SubmitFolder(workPath.resolve("submit"));
    }

    /** {@return the submission socket, which speaks SMTP} */
    public Path socket() {
        return path.resolve("socket");
    }

    /** {@return the pickup folder, used while the socket doesn't answer} */
    public Path left() {
        return path.resolve("new");
    }

    /** {@return where the server moves files before it reads them} */
    public Path taken() {
        return path.resolve("taken");
    }

    /** Makes the folders with their modes, whatever the umask. */
    public void create() throws IOException {
        make(path, ENTER);
        make(left(), LEAVE);
        make(taken(), PRIVATE);
    }

    private static void make(Path folder, int mode) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(folder);
        }
        Files.setAttribute(folder, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
    }

    /** {@return whether no more pickup files should be added} */
    public boolean isFull() throws IOException {
        return Files.size(left()) > LARGEST_LIST;
    }

    /** Some file systems never shrink a folder: an empty one is replaced. */
    void shrink() throws IOException {
        if (Files.size(left()) > SLOW_LIST) {
            try {
                Files.delete(left());
            } catch (DirectoryNotEmptyException inUse) {
                return;
            }
            make(left(), LEAVE);
        }
    }

    /** {@return whether other users may enter all folders above this one} */
    public boolean isReachable() throws IOException {
        for (Path above = path.getParent(); above != null; above = above.getParent()) {
            int mode = (Integer) Files.getAttribute(above, "unix:mode");
            if ((mode & EXECUTABLE_BY_OTHERS) == 0) {
                return false;
            }
        }
        return true;
    }
}
