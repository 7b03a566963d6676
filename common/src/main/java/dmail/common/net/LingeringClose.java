package dmail.common.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * Ends a connection so that the client can read our last words. Closing while its octets wait
 * unread would send a reset, and a reset makes its system throw away what it has not read yet.
 */
final class LingeringClose {
    private static final int LONGEST_WAIT_MILLIS = 2_000;
    private static final int MOST_OCTETS = 256 * 1024;

    private LingeringClose() {}

    static void of(Socket socket) throws IOException {
        if (socket.isClosed()) {
            return;
        }
        try {
            socket.shutdownOutput();
            drain(socket);
        } catch (IOException gone) {
            // The client was quicker; nothing is left to be polite about.
        }
    }

    private static void drain(Socket socket) throws IOException {
        if (socket.isInputShutdown()) {
            return;
        }
        long end = System.nanoTime() + LONGEST_WAIT_MILLIS * 1_000_000L;
        InputStream in = socket.getInputStream();
        byte[] ignored = new byte[1024];
        int octets = 0;
        int millis = LONGEST_WAIT_MILLIS;
        while (octets < MOST_OCTETS && millis > 0) {
            socket.setSoTimeout(millis);
            int read = in.read(ignored);
            if (read < 0) {
                return;
            }
            octets += read;
            millis = (int) ((end - System.nanoTime()) / 1_000_000);
        }
    }
}
