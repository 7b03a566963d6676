package dmail.pop.bulletin;

import dmail.common.io.DurableFiles;
import dmail.common.io.PrivateFolders;
import dmail.common.login.DropLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The last bulletin that each user got: a file for each user, in two levels of folders, with the
 * number. Nothing is kept in memory.
 */
final class SeenNotes {
    private static final int LEVELS = 2;
    private static final int LONGEST = 16;

    private final Path folder;

    /**
     * @param folder of the notes; it need not exist yet
     */
    SeenNotes(Path folder) {
        this.folder = folder;
    }

    /** {@return the number of the last bulletin that the user got, if any} */
    OptionalInt of(String user) throws IOException {
        try (InputStream in = Files.newInputStream(file(user))) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII).strip();
            return text.matches("\\d{1,9}")
                    ? OptionalInt.of(Integer.parseInt(text))
                    : OptionalInt.empty();
        } catch (NoSuchFileException _) {
            return OptionalInt.empty();
        }
    }

    /** Stores a number; durable on return. */
    void note(String user, int number) throws IOException {
        Path path = file(user);
        PrivateFolders.create(Objects.requireNonNull(path.getParent()));
        Path fresh = path.resolveSibling("." + path.getFileName() + ".new");
        try (FileChannel channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer octets = StandardCharsets.US_ASCII.encode(number + "\n");
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(false);
        }
        DurableFiles.moveIntoPlace(fresh, path);
    }

    /** Removes all notes. */
    void forget() throws IOException {
        Path old = folder.resolveSibling(folder.getFileName() + ".old");
        remove(old);
        if (Files.exists(folder)) {
            DurableFiles.moveIntoPlace(folder, old);
            remove(old);
        }
    }

    private static void remove(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(
                tree,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @org.jspecify.annotations.Nullable IOException failed)
                            throws IOException {
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private Path file(String user) {
        Path path = folder;
        for (char letter : DropLayout.letters(user, LEVELS).toCharArray()) {
            path = path.resolve(String.valueOf(letter));
        }
        return path.resolve(user);
    }
}
