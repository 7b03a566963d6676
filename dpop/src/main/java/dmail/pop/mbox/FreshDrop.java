package dmail.pop.mbox;

import dmail.common.io.Disk;
import dmail.common.io.SystemDisk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The new file that will replace a drop file, beside it and with the same owner, group and mode.
 * Its name begins with a dot, as no user's does.
 */
public final class FreshDrop implements AutoCloseable {
    private static final Set<OpenOption> NEW =
            Set.of(
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);

    private final Path file;
    private final FileChannel channel;

    private FreshDrop(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Makes it, in place of one that a crash left behind. */
    public static FreshDrop beside(Path drop) throws IOException {
        return beside(drop, new SystemDisk());
    }

    /** The same on another disk. */
    public static FreshDrop beside(Path drop, Disk disk) throws IOException {
        Path file = drop.resolveSibling("." + drop.getFileName() + ".update");
        disk.delete(file);
        FreshDrop fresh = new FreshDrop(file, disk.open(file, NEW));
        try {
            fresh.takeAfter(drop);
        } catch (IOException e) {
            fresh.discard();
            throw e;
        }
        return fresh;
    }

    private void takeAfter(Path drop) throws IOException {
        give("unix:uid", drop);
        give("unix:gid", drop);
        PosixFileAttributes wanted =
                Files.readAttributes(drop, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Objects.requireNonNull(
                        Files.getFileAttributeView(
                                file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS))
                .setPermissions(wanted.permissions());
    }

    /** Fails when we lack the rights, since the user could not read his mail any more. */
    private void give(String attribute, Path drop) throws IOException {
        Map<String, Object> wanted =
                Files.readAttributes(drop, attribute, LinkOption.NOFOLLOW_LINKS);
        Map<String, Object> present =
                Files.readAttributes(file, attribute, LinkOption.NOFOLLOW_LINKS);
        Object id = wanted.values().iterator().next();
        if (!present.containsValue(id)) {
            Files.setAttribute(file, attribute, id, LinkOption.NOFOLLOW_LINKS);
        }
    }

    public Path file() {
        return file;
    }

    public FileChannel channel() {
        return channel;
    }

    /** Removes it, unless it has replaced the drop file. */
    void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        discard();
    }
}
