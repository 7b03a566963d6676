package dmail.common.tls;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/**
 * A connected socket with streams of ours, so that limits of time hold for what lies below the
 * encryption, the handshake included. Who made the connection ends it: nothing here closes it.
 */
final class LayeredSocket extends Socket {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    LayeredSocket(Socket socket, InputStream in, OutputStream out) {
        this.socket = socket;
        this.in = in;
        this.out = out;
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public void shutdownInput() {
        // See above.
    }

    @Override
    public void shutdownOutput() {
        // See above.
    }

    @Override
    public void close() {
        // See above.
    }
}
