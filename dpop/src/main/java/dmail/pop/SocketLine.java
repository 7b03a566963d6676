package dmail.pop;

import dmail.pop.session.Sessions;
import java.io.IOException;
import java.net.Socket;

/** The connection of a session, as the administrator may end it. */
record SocketLine(Socket socket) implements Sessions.Line {
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
        } catch (IOException alreadyClosed) {
            // Nothing can be done to it any more.
        }
    }
}
