package dmail.smtp.message.edit;

import dmail.common.io.OctetSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Encodes text so that people can still read most of it: quoted-printable (RFC 2045 section 6.7).
 */
final class QuotedPrintable implements Encoder {
    /** The longest line with its soft break. */
    private static final int LONGEST_LINE = 76;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final int NOTHING = -1;

    private final OctetSink out;
    private int column;

    /** A blank that must be encoded if it ends its line. */
    private int blank = NOTHING;

    QuotedPrintable(OctetSink out) {
        this.out = out;
    }

    @Override
    public void write(byte[] octets, int from, int count) throws IOException {
        for (int i = from; i < from + count; i++) {
            writeBlank();
            byte octet = octets[i];
            if (octet == ' ' || octet == '\t') {
                blank = octet;
            } else if (octet > ' ' && octet < 0x7f && octet != '=') {
                plain(octet);
            } else {
                encoded(octet);
            }
        }
    }

    private void writeBlank() throws IOException {
        if (blank != NOTHING) {
            plain(blank);
            blank = NOTHING;
        }
    }

    private void plain(int octet) throws IOException {
        makeRoom(1);
        out.write(octet);
        column++;
    }

    private void encoded(int octet) throws IOException {
        makeRoom(3);
        out.write('=');
        out.write(HEX[octet >> 4 & 0xf]);
        out.write(HEX[octet & 0xf]);
        column += 3;
    }

    private void makeRoom(int needed) throws IOException {
        if (column + needed >= LONGEST_LINE) {
            out.write('=');
            newLine();
        }
    }

    private void newLine() throws IOException {
        out.write('\r');
        out.write('\n');
        column = 0;
    }

    @Override
    public void endLine() throws IOException {
        if (blank != NOTHING) {
            encoded(blank);
            blank = NOTHING;
        }
        newLine();
    }

    @Override
    public void end(boolean open) throws IOException {
        if (open) {
            endLine();
        }
    }
}
