package dmail.common.io;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Reads lines of bounded length from an untrusted source; each ends with LF. Not an octet is read
 * beyond the requested line, so what follows may be read in another way; pass a buffered stream,
 * since octets are read one by one. Used by one thread.
 */
public final class BoundedLines {
    private final InputStream in;
    private final int longest;
    private final Charset charset;

    /**
     * A line that may have been cut.
     *
     * @param text the line without its end, cut at the bound
     * @param isWhole whether nothing was cut
     */
    public record Cut(String text, boolean isWhole) {}

    /**
     * @param longest octets of a line without its end
     */
    public BoundedLines(InputStream in, int longest, Charset charset) {
        this.in = in;
        this.longest = longest;
        this.charset = charset;
    }

    /**
     * {@return the next line without its end, or empty at the end of the stream}
     *
     * <p>A last line without LF may be incomplete, so it is dropped.
     *
     * @throws IOException when reading fails, or as soon as the line is too long
     */
    public Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = in.read();
        while (octet >= 0 && octet != '\n') {
            if (line.size() == longest) {
                throw new IOException("line longer than " + longest + " octets");
            }
            line.write(octet);
            octet = in.read();
        }
        return octet < 0 ? Optional.empty() : Optional.of(line.toString(charset));
    }

    /**
     * {@return the next line without its end}
     *
     * @throws EOFException when the stream ends before the line does
     * @throws IOException as {@link #next} does
     */
    public String expected() throws IOException {
        return next().orElseThrow(() -> new EOFException("connection closed within a line"));
    }

    /**
     * {@return the next line, cut at the bound, or empty at the end of the stream}; the rest of a
     * longer line is read and dropped, and the last line needs no LF
     *
     * @throws IOException when reading fails
     */
    public Optional<Cut> nextCut() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            return Optional.empty();
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean isWhole = true;
        while (octet >= 0 && octet != '\n') {
            isWhole &= line.size() < longest;
            if (isWhole) {
                line.write(octet);
            }
            octet = in.read();
        }
        return Optional.of(new Cut(line.toString(charset), isWhole));
    }
}
