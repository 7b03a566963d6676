package dmail.common.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the lines of a file of any size. They end with LF, CR LF or CR; a byte order mark before
 * the first is skipped. A line is cut at a bound.
 */
public final class Lines {
    /** A source of octets, such as a {@link FileChannel}. */
    @FunctionalInterface
    interface Octets {
        int read(ByteBuffer into, long position) throws IOException;
    }

    private static final int USUAL_LINE = 256;
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final Octets octets;
    private final int longest;
    private final byte[] buffer;
    private int at;
    private int filled;

    /** The offset of the buffer's first octet in the file. */
    private long base;

    private byte[] line = new byte[USUAL_LINE];
    private int length;
    private boolean whole;
    private boolean ascii;
    private boolean utf8;
    private long offset;
    private int number;
    private boolean again;

    /**
     * @param before the number of lines before this offset
     * @param longest octets of a line; the rest is dropped
     */
    Lines(Octets octets, long from, int before, int longest, int bufferSize) {
        this.octets = octets;
        this.base = from;
        this.number = before;
        this.longest = longest;
        this.buffer = new byte[bufferSize];
    }

    /**
     * Reads a file from its beginning.
     *
     * @param longest octets of a line; the rest is dropped
     */
    public static Lines of(FileChannel file, int longest) {
        return new Lines(file::read, 0, 0, longest, 1 << 16);
    }

    /** Goes to the next line; {@return whether there is one} */
    public boolean next() throws IOException {
        if (again) {
            again = false;
            return true;
        }
        if (at == filled && !fill()) {
            return false;
        }
        begin();
        while (at < filled || fill()) {
            int end = endOfLine();
            take(end);
            if (end < filled) {
                at = end + 1;
                skipLineFeedBehind(buffer[end]);
                return true;
            }
        }
        return true;
    }

    /** {@return the index in the buffer where the line ends, or the buffer does} */
    private int endOfLine() {
        int all = 0;
        int end = at;
        while (end < filled && buffer[end] != '\n' && buffer[end] != '\r') {
            all |= buffer[end];
            end++;
        }
        ascii &= all >= 0;
        return end;
    }

    private void begin() throws IOException {
        offset = base + at;
        number++;
        length = 0;
        whole = true;
        ascii = true;
        utf8 = true;
        if (offset == 0 && startsWithMark()) {
            at += MARK.length;
        }
    }

    private boolean startsWithMark() {
        return filled >= MARK.length && Arrays.equals(buffer, 0, MARK.length, MARK, 0, MARK.length);
    }

    private void take(int end) {
        int taken = Math.min(end - at, longest - length);
        whole &= taken == end - at;
        if (length + taken > line.length) {
            line = Arrays.copyOf(line, Math.min(longest, 2 * (length + taken)));
        }
        System.arraycopy(buffer, at, line, length, taken);
        length += taken;
        at = end;
    }

    private void skipLineFeedBehind(byte octet) throws IOException {
        if (octet == '\r' && (at < filled || fill()) && buffer[at] == '\n') {
            at++;
        }
    }

    private boolean fill() throws IOException {
        base += filled;
        at = 0;
        filled = 0;
        while (filled < MARK.length) {
            ByteBuffer target = ByteBuffer.wrap(buffer, filled, buffer.length - filled);
            int read = octets.read(target, base + filled);
            if (read < 0) {
                return filled > 0;
            }
            filled += read;
        }
        return true;
    }

    /** Makes {@link #next} return the same line once more. */
    public void again() {
        again = true;
    }

    /** {@return the number of the line, from 1} */
    public int number() {
        return number;
    }

    /** {@return the offset of the line in the file} */
    public long offset() {
        return offset;
    }

    /** {@return the offset of the next line} */
    public long end() {
        return base + at;
    }

    /** {@return whether the line was not cut} */
    public boolean isWhole() {
        return whole;
    }

    /**
     * {@return the line without its end: in UTF-8 or, if it isn't valid UTF-8, in Latin-1, which
     * DMail's files used}
     */
    public String text() {
        if (ascii) {
            return new String(line, 0, length, StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, length))
                    .toString();
        } catch (CharacterCodingException _) {
            utf8 = false;
            return new String(line, 0, length, StandardCharsets.ISO_8859_1);
        }
    }

    /** {@return whether the last {@link #text} was UTF-8} */
    public boolean isUtf8() {
        return utf8;
    }

    /** {@return octets of the line, after the cut} */
    public int length() {
        return length;
    }

    /** {@return one of these octets} */
    public byte octet(int index) {
        return line[index];
    }
}
