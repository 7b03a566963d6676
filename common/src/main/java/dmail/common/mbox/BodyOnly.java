package dmail.common.mbox;

import dmail.common.io.OctetSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.OptionalLong;

/** Passes on only what follows the header of an entry. */
final class BodyOnly implements OctetSink {
    private final OctetSink body;
    private boolean lineEnded;
    private boolean inBody;

    BodyOnly(OctetSink body) {
        this.body = body;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end && !inBody) {
            inBody = isEndOfHeader(octets[at++]);
        }
        if (at < end) {
            body.write(octets, at, end - at);
        }
    }

    private boolean isEndOfHeader(byte octet) {
        boolean end = lineEnded && octet == '\n';
        lineEnded = octet == '\n';
        return end;
    }

    /** {@return the offset of the body of the message whose From line is at {@code start}} */
    static OptionalLong startOfBody(FileChannel channel, long start) throws IOException {
        BodyOnly header = new BodyOnly((_, _, _) -> {});
        ByteBuffer piece = ByteBuffer.allocate(1 << 13);
        long at = start;
        while (channel.read(piece, at) > 0) {
            piece.flip();
            while (piece.hasRemaining()) {
                at++;
                if (header.isEndOfHeader(piece.get())) {
                    return OptionalLong.of(at);
                }
            }
            piece.clear();
        }
        return OptionalLong.empty();
    }
}
