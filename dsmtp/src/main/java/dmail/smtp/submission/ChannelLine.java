package dmail.smtp.submission;

import dmail.common.memory.SessionMemory;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/** A session's connection as others may end it. */
record ChannelLine(SocketChannel channel) implements SessionMemory.Line {
    @Override
    public void endInput() {
        try {
            channel.shutdownInput();
        } catch (IOException alreadyClosed) {
            // Its session is ending by itself.
        }
    }

    @Override
    public void cut() {
        try {
            channel.close();
        } catch (IOException alreadyBroken) {
            // That ends the session as well.
        }
    }
}
