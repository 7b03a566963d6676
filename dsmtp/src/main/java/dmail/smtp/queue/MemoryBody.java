package dmail.smtp.queue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A small message in memory, in the pieces in which it arrived. */
public final class MemoryBody implements Body {
    private final List<ByteBuffer> pieces;
    private final long length;

    /** Makes a body of what is between position and limit of each piece; nobody may change them. */
    public MemoryBody(List<ByteBuffer> pieces) {
        this.pieces = List.copyOf(pieces);
        long octets = 0;
        for (ByteBuffer piece : pieces) {
            octets += piece.remaining();
        }
        this.length = octets;
    }

    /** {@return a body of these octets} */
    public static MemoryBody of(byte[] octets) {
        return new MemoryBody(List.of(ByteBuffer.wrap(octets.clone())));
    }

    @Override
    public long length() {
        return length;
    }

    /** {@return the octets, as buffers of the caller's own} */
    public List<ByteBuffer> pieces() {
        List<ByteBuffer> own = new ArrayList<>(pieces.size());
        for (ByteBuffer piece : pieces) {
            own.add(piece.asReadOnlyBuffer());
        }
        return own;
    }

    @Override
    public InputStream open() {
        byte[] octets = new byte[Math.toIntExact(length)];
        ByteBuffer whole = ByteBuffer.wrap(octets);
        pieces().forEach(whole::put);
        return new ByteArrayInputStream(octets);
    }
}
