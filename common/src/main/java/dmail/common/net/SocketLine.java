package dmail.common.net;

import dmail.common.memory.SessionMemory;
import java.io.IOException;
import java.net.Socket;

/** A session's connection, for other threads to end it. */
public record SocketLine(Socket socket) implements SessionMemory.Line {
    @Override
    public void endInput() {
        try {
            socket.shutdownInput();
        } catch (IOException alreadyClosed) {
            // The session is ending by itself.
        }
    }

    @Override
    public void cut() {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // The connection is broken, which ends the session as well.
        }
    }
}
