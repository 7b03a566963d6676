package dmail.smtp.message;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A small message in memory, in pieces as they arrived. */
public final class MemoryBody implements Body {
    private final List<ByteBuffer> pieces;
    private final long length;

    /**
     * Makes a body of the octets between position and limit of each piece.
     *
     * @param pieces backed by arrays, which must not change
     */
    public MemoryBody(List<ByteBuffer> pieces) {
        this.pieces = List.copyOf(pieces);
        long octets = 0;
        for (ByteBuffer piece : pieces) {
            octets += piece.remaining();
        }
        this.length = octets;
    }

    /** {@return octets of memory that it takes; the last piece is seldom full} */
    public long held() {
        long octets = 0;
        for (ByteBuffer piece : pieces) {
            octets += piece.capacity();
        }
        return octets;
    }

    /** {@return a body of these octets} */
    public static MemoryBody of(byte[] octets) {
        return new MemoryBody(List.of(ByteBuffer.wrap(octets.clone())));
    }

    @Override
    public long length() {
        return length;
    }

    /**
     * {@return the octets, not to be changed, as new buffers} They aren't read-only: Java would
     * copy a read-only one where it needs an array.
     */
    public List<ByteBuffer> pieces() {
        List<ByteBuffer> own = new ArrayList<>(pieces.size());
        for (ByteBuffer piece : pieces) {
            own.add(piece.duplicate());
        }
        return own;
    }

    @Override
    public InputStream open() {
        List<InputStream> streams = new ArrayList<>(pieces.size());
        for (ByteBuffer piece : pieces) {
            streams.add(
                    new ByteArrayInputStream(
                            piece.array(),
                            piece.arrayOffset() + piece.position(),
                            piece.remaining()));
        }
        return streams.size() == 1
                ? streams.getFirst()
                : new SequenceInputStream(Collections.enumeration(streams));
    }
}
