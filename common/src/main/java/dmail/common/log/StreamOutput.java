package dmail.common.log;

import java.io.IOException;
import java.io.OutputStream;

/** Writes lines to the stream that the server was started with, normally standard error. */
public final class StreamOutput implements LogOutput {
    private final OutputStream stream;

    /**
     * @param stream is flushed, but never closed; it belongs to the caller
     */
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
