package dmail.pop.binstore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The format of a record's fixed part, all numbers big-endian: {@code DPB} and a letter for the
 * kind; the file's salt (8); the CRC-32C of the rest of the fixed part and of what follows it (4);
 * the length of what follows it, a From line or offsets (4); number of copy (4); length of the
 * message (8); octets (8); digest (16); CRC-32C of the message (4); four NULs.
 *
 * <p>The salt is random and secret, so octets within a message are never taken for a record,
 * whoever wrote them.
 */
final class RecordFormat {
    /** Octets of the fixed part. */
    static final int FIXED = 64;

    /** Octets before the first record: the word and the salt. */
    static final int HEAD = 16;

    /** The most octets that may follow the fixed part. */
    static final int LONGEST_EXTRA = 64 << 20;

    private static final byte[] WORD = "DPOPBIN1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MARK = "DPB".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT_AT = 4;
    private static final int CHECK_AT = 12;
    private static final int EXTRA_AT = 16;

    private RecordFormat() {}

    /** The letters of the kinds. */
    static final byte MESSAGE = 'M';

    static final byte DELETED = 'D';
    static final byte SETTLED = 'E';
    static final byte RETURNING = 'R';

    static byte[] head(long salt) {
        return ByteBuffer.allocate(HEAD).put(WORD).putLong(salt).array();
    }

    static boolean isHead(byte[] octets, int length) {
        return length >= HEAD && Arrays.equals(octets, 0, WORD.length, WORD, 0, WORD.length);
    }

    static long saltOfHead(ByteBuffer octets) {
        return octets.getLong(WORD.length);
    }

    static boolean isMark(byte[] octets, int at) {
        return octets[at] == MARK[0] && octets[at + 1] == MARK[1] && octets[at + 2] == MARK[2];
    }

    static long salt(ByteBuffer fixed) {
        return fixed.getLong(SALT_AT);
    }

    /** {@return the length of what follows the fixed part, as stored in it} */
    static int extra(ByteBuffer fixed) {
        return fixed.getInt(EXTRA_AT);
    }

    static int checkIn(ByteBuffer fixed) {
        return fixed.getInt(CHECK_AT);
    }

    /** {@return the fixed part of a message's record} */
    static byte[] message(long salt, byte[] fromLine, BinLabel label, long length, int dataCheck) {
        byte[] fixed = new byte[FIXED];
        begin(fixed, MESSAGE, salt, fromLine.length)
                .putInt(label.copy())
                .putLong(length)
                .putLong(label.octets())
                .putLong(label.high())
                .putLong(label.low())
                .putInt(dataCheck);
        return sealed(fixed, fromLine);
    }

    /** {@return the fixed part of another record} */
    static byte[] plain(byte kind, long salt, byte[] extra) {
        byte[] fixed = new byte[FIXED];
        begin(fixed, kind, salt, extra.length);
        return sealed(fixed, extra);
    }

    private static ByteBuffer begin(byte[] fixed, byte kind, long salt, int extra) {
        return ByteBuffer.wrap(fixed).put(MARK).put(kind).putLong(salt).putInt(0).putInt(extra);
    }

    private static byte[] sealed(byte[] fixed, byte[] extra) {
        ByteBuffer.wrap(fixed).putInt(CHECK_AT, check(fixed, extra, extra.length));
        return fixed;
    }

    static int check(byte[] fixed, byte[] extra, int extraLength) {
        CRC32C crc = new CRC32C();
        crc.update(fixed, 0, CHECK_AT);
        crc.update(fixed, EXTRA_AT, FIXED - EXTRA_AT);
        crc.update(extra, 0, extraLength);
        return (int) crc.getValue();
    }

    /** {@return the message that a valid fixed part describes} */
    static BinMessage messageAt(long start, ByteBuffer fixed) {
        int at = EXTRA_AT + Integer.BYTES;
        int copy = fixed.getInt(at);
        long length = fixed.getLong(at + 4);
        BinLabel label =
                new BinLabel(
                        fixed.getLong(at + 12),
                        fixed.getLong(at + 20),
                        fixed.getLong(at + 28),
                        copy);
        return new BinMessage(
                start, FIXED + extra(fixed), length, label, checkIn(fixed), fixed.getInt(at + 36));
    }
}
