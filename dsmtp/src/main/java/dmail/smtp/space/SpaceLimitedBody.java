package dmail.smtp.space;

import dmail.smtp.message.BodyFilter;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.NoSpaceException;
import java.io.IOException;

/** An incoming message that grows only while there is space for it. */
public final class SpaceLimitedBody implements BodyFilter {
    /** Space is reserved in such steps. */
    static final int STEP = 32 << 10;

    private final BodySink body;
    private final Space space;
    private long reserved;

    /**
     * @param body closed with this
     */
    public SpaceLimitedBody(BodySink body, Space space) {
        this.body = body;
        this.space = space;
    }

    @Override
    public BodySink body() {
        return body;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        long missing = body.size() + length - reserved;
        if (missing > 0) {
            reserve((missing + STEP - 1) / STEP * STEP);
        }
        body.write(octets, offset, length);
    }

    private void reserve(long octets) throws NoSpaceException {
        if (!space.reserve(octets)) {
            throw new NoSpaceException("no room is left above min_space");
        }
        reserved += octets;
    }

    @Override
    public void close() {
        body.close();
        space.release(reserved);
        reserved = 0;
    }
}
