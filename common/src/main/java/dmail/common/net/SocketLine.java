package dmail.common.net;

import dmail.common.memory.SessionMemory;
import java.io.IOException;
import java.net.Socket;

/** A session's connection as others may end it. */
public record SocketLine(Socket socket) implements SessionMemory.Line {
    @Override
    public void endInput() {
        try {
            socket.shutdownInput();
        } catch (IOException alreadyClosed) {
            // Its session is ending by itself.
        }
    }

    @Override
    public void cut() {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // That ends the session as well.
        }
    }
}
