package dmail.smtp.sendmail;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The text of a message as it is read: in memory, and in a file once it is long. The file is in the
 * system's temporary folder, readable by its owner only.
 */
final class TextStore extends OutputStream {
    private static final int MOST_IN_MEMORY = 4 << 20;

    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private OutputStream out = memory;

    /** Empty while everything is in memory. */
    private Optional<Path> file = Optional.empty();

    private long length;
    private boolean eightBit;

    @Override
    public void write(int octet) throws IOException {
        eightBit |= octet > 0x7f || octet < 0;
        if (++length == MOST_IN_MEMORY) {
            spill();
        }
        out.write(octet);
    }

    private void spill() throws IOException {
        Path made = Files.createTempFile("sendmail", "");
        file = Optional.of(made);
        out = new BufferedOutputStream(Files.newOutputStream(made));
        memory.writeTo(out);
        memory.reset();
    }

    void endLine() throws IOException {
        write('\r');
        write('\n');
    }

    /** The text is complete. */
    void finish() throws IOException {
        out.close();
    }

    long length() {
        return length;
    }

    /** {@return whether it has octets above 127} */
    boolean isEightBit() {
        return eightBit;
    }

    /** {@return a stream of the text; any number of times} */
    InputStream open() throws IOException {
        return file.isPresent()
                ? Files.newInputStream(file.get())
                : new ByteArrayInputStream(memory.toByteArray());
    }

    /** Removes its file. */
    @Override
    public void close() throws IOException {
        out.close();
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
    }
}
