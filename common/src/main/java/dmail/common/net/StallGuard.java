package dmail.common.net;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends connections whose client has stopped reading. A socket has no time-out for writing: without
 * this, such a client would hold its session, and what that holds, for ever.
 */
public final class StallGuard implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;
    private final Duration longestStall;

    /**
     * @param longestStall how long a client may take to make room for a few kilobytes
     */
    public StallGuard(Duration longestStall) {
        this.longestStall = longestStall;
        this.timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("stall guard").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** {@return the socket's output; a write that stalls ends in the socket's being closed} */
    public OutputStream output(Socket socket) throws IOException {
        return new Guarded(socket, socket.getOutputStream());
    }

    private final class Guarded extends OutputStream {
        private final Socket socket;
        private final OutputStream out;

        Guarded(Socket socket, OutputStream out) {
            this.socket = socket;
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            var alarm = timer.schedule(this::cut, longestStall.toMillis(), TimeUnit.MILLISECONDS);
            try {
                out.write(octets, offset, length);
            } finally {
                alarm.cancel(false);
            }
        }

        private void cut() {
            try {
                socket.close();
            } catch (IOException alreadyBroken) {
                // That ends the write as well.
            }
        }
    }

    /** Guards no more; connections go on. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
