package dmail.common.config.edit;

import dmail.common.io.DurableFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A file that gets its new text in one step: whenever the machine stops, it is the old or the new.
 */
public final class AtomicFile {
    private final Path file;
    private final LastStep last;

    /** Gives a finished, synced file its name. */
    @FunctionalInterface
    public interface LastStep {
        void move(Path synced, Path path) throws IOException;
    }

    public AtomicFile(Path file) {
        this(file, DurableFiles::moveIntoPlace);
    }

    /** A file whose last step may fail. */
    public AtomicFile(Path file, LastStep last) {
        this.file = file;
        this.last = last;
    }

    /** {@return what it holds; empty when there is none} */
    public String text() throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }

    /** Puts a text in place, with these rights from its first moment on. */
    public void write(String text, Ownership ownership) throws IOException {
        write(out -> out.write(text), StandardCharsets.UTF_8, ownership);
    }

    /** Puts a text in place; whose the file is and who may read it stays as it is. */
    public void replace(String text) throws IOException {
        write(text, ownership());
    }

    /**
     * Changes lines as planned; whose the file is stays as it is.
     *
     * @return the change that takes this one back
     */
    public LineEdit change(LinePlan plan) throws IOException {
        LineEdit edit;
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            edit = plan.edit(in);
        }
        return change(edit);
    }

    /**
     * Changes some lines, and whose the file is stays as it is.
     *
     * @param edit of lines whose characters are octets, as {@link LineEdit#asOctets} has them
     * @return the change of this kind that takes it back
     */
    public LineEdit change(LineEdit edit) throws IOException {
        AtomicReference<LineEdit> back = new AtomicReference<>(edit);
        write(
                out -> {
                    try (Reader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                        back.set(edit.copy(in, out));
                    }
                },
                StandardCharsets.ISO_8859_1,
                ownership());
        return back.get();
    }

    private Ownership ownership() throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        return new Ownership(
                Files.getOwner(file).getName(),
                String.valueOf(Files.getAttribute(file, "posix:group")),
                PosixFilePermissions.toString(mode));
    }

    /** Writes the new text. */
    private interface Content {
        void write(Writer out) throws IOException;
    }

    private void write(Content content, Charset charset, Ownership ownership) throws IOException {
        // A link stays one: what it points to is changed.
        Path path = Files.exists(file) ? file.toRealPath() : file;
        Path fresh = path.resolveSibling("." + path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try {
            write(content, charset, ownership, fresh);
            last.move(fresh, path);
        } catch (IOException failure) {
            deleteQuietly(fresh);
            throw failure;
        }
    }

    private static void write(Content content, Charset charset, Ownership ownership, Path fresh)
            throws IOException {
        try (FileChannel channel = open(fresh)) {
            Writer out = new BufferedWriter(Channels.newWriter(channel, charset));
            content.write(out);
            out.flush();
            Rights.give(fresh, ownership);
            channel.force(true);
        }
    }

    /** What made the writing fail is said instead. */
    private static void deleteQuietly(Path fresh) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException _) {
            return;
        }
    }

    private static FileChannel open(Path fresh) throws IOException {
        return FileChannel.open(
                fresh,
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
}
