package dmail.smtp.submission;

import dmail.common.memory.SessionMemory;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/** A local session's connection, for others to close. */
record ChannelLine(SocketChannel channel) implements SessionMemory.Line {
    @Override
    public void endInput() {
        try {
            channel.shutdownInput();
        } catch (IOException alreadyClosed) {
            // The session is already ending.
        }
    }

    @Override
    public void cut() {
        try {
            channel.close();
        } catch (IOException alreadyBroken) {
            // Closing also ends the session.
        }
    }
}
