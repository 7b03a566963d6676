package dmail.smtp.session;

import dmail.common.net.WireReader;
import java.io.EOFException;
import java.io.IOException;

/**
 * Receives chunks after BDAT (RFC 3030 section 2): counted octets without dot-stuffing. Lines must
 * still end with CRLF, since later steps work by lines.
 */
final class ChunkReceiver {
    private final IncomingMessage message;
    private final ProgressTimeout progress;
    private byte previous = '\n';

    ChunkReceiver(IncomingMessage message, ProgressTimeout progress) {
        this.message = message;
        this.progress = progress;
    }

    IncomingMessage message() {
        return message;
    }

    /** Reads one chunk to its end, even if the message is refused. */
    void receive(WireReader reader, long octets) throws IOException {
        reader.expectData();
        long left = octets;
        while (left > 0) {
            int length = available(reader, left);
            int start = reader.position();
            inspect(reader.buffer(), start, start + length);
            message.take(reader.buffer(), start, length);
            reader.consume(length);
            progress.advance(length);
            left -= length;
        }
    }

    /** Reads and drops a chunk that belongs to no message, up to the next command. */
    static void swallow(WireReader reader, long octets, ProgressTimeout progress)
            throws IOException {
        long left = octets;
        while (left > 0) {
            int length = available(reader, left);
            reader.consume(length);
            progress.advance(length);
            left -= length;
        }
    }

    private static int available(WireReader reader, long most) throws IOException {
        if (!reader.await()) {
            throw new EOFException("connection closed in a chunk");
        }
        return (int) Math.min(most, reader.limit() - reader.position());
    }

    private void inspect(byte[] buffer, int start, int end) {
        for (int i = start; i < end; i++) {
            byte octet = buffer[i];
            if ((previous == '\r') != (octet == '\n')) {
                message.markBareLineEnd();
            }
            previous = octet;
        }
    }

    /** The last chunk is complete. */
    void end() {
        if (previous == '\r') {
            message.markBareLineEnd();
        } else if (previous != '\n') {
            message.endLine();
        }
    }
}
