package dmail.smtp.submission;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Where programs of this host hand in mail: {@code submit} in {@code work_path}.
 *
 * @param path the folder, which others may enter and not list
 */
public record SubmitFolder(Path path) {
    private static final int ENTER = 0711;

    /** Anyone may make files and nobody may list them; only a file's maker may take it away. */
    private static final int LEAVE = 01733;

    private static final int PRIVATE = 0700;

    /**
     * Programs can't count files in a folder that they may not list, but they may ask for its size:
     * that of some 2,000,000 files of left mail on ext4, which needs about 64 octets for a name. It
     * stops a program that has run wild; what one user leaves is to keep nobody else from it.
     */
    private static final long LARGEST_LIST = 128L << 20;

    /** An empty folder of that size is slow to look at. */
    private static final long SLOW_LIST = 2L << 20;

    private static final int EXECUTABLE_BY_OTHERS = 1;

    /** {@return the folder of a server with that work_path} */
    public static SubmitFolder in(Path workPath) {
        return new SubmitFolder(workPath.resolve("submit"));
    }

    /** {@return the socket, at which SMTP is spoken} */
    public Path socket() {
        return path.resolve("socket");
    }

    /** {@return where mail is left while nobody listens at the socket} */
    public Path left() {
        return path.resolve("new");
    }

    /** {@return where the server moves what it is about to read} */
    public Path taken() {
        return path.resolve("taken");
    }

    /** Makes the folders, and gives them their modes whatever the umask. */
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

    /** {@return whether so many files were left that no more should be} */
    public boolean isFull() throws IOException {
        return Files.size(left()) > LARGEST_LIST;
    }

    /** Some file systems never make a folder small again: one that is empty is made anew. */
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

    /** {@return whether other users than the server's own get as far as this folder} */
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
