package dmail.common.log;

import java.io.IOException;
import java.io.OutputStream;

/** Lines to the stream a server was started with, normally standard error. */
public final class StreamOutput implements LogOutput {
    private final OutputStream stream;

    /** The stream stays the caller's: it is flushed here, never closed. */
    public StreamOutput(OutputStream stream) {
        this.stream = stream;
    }

    @Override
    public void write(byte[] lines) throws IOException {
        stream.write(lines);
        stream.flush();
    }

    @Override
    public void close() {}
}
