package dmail.smtp.sendmail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Passes SMTP between a program and dsmtp, as it comes. */
final class Talk {
    private static final int BUFFER = 8192;

    private Talk() {}

    /**
     * Passes on until dsmtp has said its last word.
     *
     * @throws IOException when dsmtp isn't there
     */
    static void between(InputStream in, OutputStream out, Path socket) throws IOException {
        try (SocketChannel channel = Dialogue.connect(socket)) {
            // What still waits for input must not keep the process alive.
            Thread.ofPlatform().daemon().name("input").start(() -> passOn(in, channel));
            byte[] buffer = new byte[BUFFER];
            InputStream replies = Channels.newInputStream(channel);
            int count = replies.read(buffer);
            while (count >= 0) {
                out.write(buffer, 0, count);
                out.flush();
                count = replies.read(buffer);
            }
        }
    }

    private static void passOn(InputStream in, SocketChannel channel) {
        try {
            in.transferTo(Channels.newOutputStream(channel));
            channel.shutdownOutput();
        } catch (IOException ended) {
            // The other direction sees the end of it as well.
            return;
        }
    }
}
