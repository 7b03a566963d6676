package dmail.pop.maildrop;

import dmail.common.mbox.DropStamp;
import dmail.common.mbox.IndexHead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The octets of an index file, all numbers big-endian: the {@link IndexHead}; the number of
 * messages; the length of the drop file's path and the path; seven longs a message; a CRC-32C of
 * all that.
 *
 * <p>Reading is total: anything that is not exactly such a file is no index.
 */
final class IndexFormat {
    private static final int FIXED = IndexHead.LENGTH + 2 * Integer.BYTES;

    private IndexFormat() {}

    static byte[] encode(MailboxIndex index, String drop) {
        byte[] path = drop.getBytes(StandardCharsets.UTF_8);
        int body = FIXED + path.length + index.messages() * MailboxIndex.STRIDE * Long.BYTES;
        ByteBuffer file = ByteBuffer.allocate(body + Integer.BYTES);
        new IndexHead(index.stamp(), index.octets()).writeTo(file);
        file.putInt(index.messages()).putInt(path.length).put(path);
        index.writeTo(file);
        file.putInt(crc(file.array(), body));
        return file.array();
    }

    /**
     * {@return the index in these octets, or empty when they are not an index of this drop file}
     */
    static Optional<MailboxIndex> decode(byte[] octets, String drop) {
        int body = octets.length - Integer.BYTES;
        if (body < FIXED) {
            return Optional.empty();
        }
        ByteBuffer file = ByteBuffer.wrap(octets);
        if (file.getInt(body) != crc(octets, body)) {
            return Optional.empty();
        }
        return IndexHead.readFrom(file)
                .flatMap(head -> decodeBody(head.stamp(), file, body, drop))
                .filter(MailboxIndex::isSound);
    }

    private static Optional<MailboxIndex> decodeBody(
            DropStamp stamp, ByteBuffer file, int body, String drop) {
        int messages = file.getInt();
        int pathLength = file.getInt();
        long expected = pathLength + (long) messages * MailboxIndex.STRIDE * Long.BYTES;
        if (messages < 0 || pathLength < 0 || expected != body - FIXED) {
            return Optional.empty();
        }
        byte[] path = new byte[pathLength];
        file.get(path);
        if (!drop.equals(new String(path, StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        return Optional.of(MailboxIndex.readFrom(file, stamp, messages));
    }

    private static int crc(byte[] octets, int length) {
        CRC32C crc = new CRC32C();
        crc.update(octets, 0, length);
        return (int) crc.getValue();
    }
}
