package dmail.common.io;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Lines of text that somebody else writes, of a length that he can't choose: each ends with LF. Not
 * an octet is read beyond the line that was asked for, so what follows may be read otherwise;
 * whoever gives a stream of the system's buffers it. Used by one thread.
 */
public final class BoundedLines {
    private final InputStream in;
    private final int longest;
    private final Charset charset;

    /**
     * A line that may have been longer.
     *
     * @param text the line without its end, and without what goes beyond the bound
     * @param isWhole whether that is all of it
     */
    public record Cut(String text, boolean isWhole) {}

    /**
     * @param longest the most octets of a line, its end not counted
     */
    public BoundedLines(InputStream in, int longest, Charset charset) {
        this.in = in;
        this.longest = longest;
        this.charset = charset;
    }

    /**
     * {@return the next line without its end, or empty where the stream ends}
     *
     * <p>A line without its end may be half a line: what it says doesn't count.
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
     * {@return the next line as far as it fits, or empty at the end of the stream}; the rest of a
     * longer one is read and thrown away, and the last one needs no line end
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
