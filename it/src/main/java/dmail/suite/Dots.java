package dmail.suite;

import java.io.ByteArrayOutputStream;

/** The doubling of dots at line starts (RFC 5321 section 4.5.2). */
public final class Dots {
    private Dots() {}

    /** {@return lines as they go over the wire} */
    public static byte[] doubled(byte[] lines) {
        ByteArrayOutputStream doubled = new ByteArrayOutputStream(lines.length + 64);
        int start = 0;
        for (int at = 0; at < lines.length; at++) {
            boolean lineStart = at == 0 || lines[at - 1] == '\n';
            if (lineStart && lines[at] == '.') {
                doubled.write(lines, start, at - start);
                doubled.write('.');
                start = at;
            }
        }
        doubled.write(lines, start, lines.length - start);
        return doubled.toByteArray();
    }
}
