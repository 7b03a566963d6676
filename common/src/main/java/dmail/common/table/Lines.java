package dmail.common.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines of a file, one after the other, however large it is. They end with LF, CR LF or CR; a
 * byte order mark in front of the first is passed over. What is behind the bound of a line is lost.
 */
public final class Lines {
    /** Where octets come from; a {@link FileChannel} reads so. */
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

    /** Where the buffer's first octet stands in the file. */
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
     * @param before the number of lines before this place
     * @param longest octets of a line that are kept
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
     * @param longest octets of a line that are kept
     */
    public static Lines of(FileChannel file, int longest) {
        return new Lines(file::read, 0, 0, longest, 1 << 16);
    }

    /** Goes to the next line, if there is one. */
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

    /** {@return where in the buffer the line ends, or the buffer does} */
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

    /** Lets the line come once more. */
    public void again() {
        again = true;
    }

    /** {@return the number of the line, from 1} */
    public int number() {
        return number;
    }

    /** {@return where the line begins in the file} */
    public long offset() {
        return offset;
    }

    /** {@return where the next line begins} */
    public long end() {
        return base + at;
    }

    /** {@return whether the line is no longer than its bound} */
    public boolean isWhole() {
        return whole;
    }

    /** {@return the line without its end: UTF-8, or Latin-1 as in the original's time} */
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

    /** {@return whether the text that was asked for is UTF-8} */
    public boolean isUtf8() {
        return utf8;
    }

    /** {@return how many octets of the line are kept} */
    public int length() {
        return length;
    }

    /** {@return one of them} */
    public byte octet(int index) {
        return line[index];
    }
}
