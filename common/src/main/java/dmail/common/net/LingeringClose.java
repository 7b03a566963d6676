package dmail.common.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * Closes a connection so that the client can read the last reply. Closing a socket with unread
 * input sends a reset, and on a reset the client's system drops what the client has not read yet.
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
            // The client has closed the connection itself.
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
