package dmail.common.system;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Tells the service manager about the state of this program, by the protocol of sd_notify(3): one
 * datagram to a Unix-domain socket, which Java can't send. Without a service manager nothing is
 * sent, and no native code is loaded.
 */
public final class ServiceManager {
    /** sun_path of struct sockaddr_un has 108 octets, after two for the family. */
    private static final int LONGEST_PATH = 108;

    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;

    private final String socket;

    /**
     * @param socket the value of NOTIFY_SOCKET: a path, or {@code @} and an abstract name; empty
     *     when there is no service manager
     */
    public ServiceManager(String socket) {
        this.socket = socket;
    }

    /** The program serves; also sent after {@link #reloading}. */
    public void ready(String status) throws IOException {
        send("READY=1\nSTATUS=" + status.replaceAll("\\p{Cntrl}", " "));
    }

    /**
     * The program reads its settings again.
     *
     * @param monotonic the time by CLOCK_MONOTONIC, which is System.nanoTime on Linux
     */
    public void reloading(Duration monotonic) throws IOException {
        send("RELOADING=1\nMONOTONIC_USEC=" + monotonic.toNanos() / 1000);
    }

    /** The program has begun to stop. */
    public void stopping() throws IOException {
        send("STOPPING=1");
    }

    private void send(String message) throws IOException {
        if (socket.isEmpty()) {
            return;
        }
        byte[] name = socket.getBytes(StandardCharsets.UTF_8);
        if (name.length > LONGEST_PATH || (name[0] != '/' && name[0] != '@')) {
            throw new IOException("no address of a socket: " + socket);
        }
        send(name, message.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(byte[] name, byte[] message) throws IOException {
        NativeLibrary c = NativeLibrary.getProcess();
        int descriptor = call(c.getFunction("socket"), (int) AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
        try (Memory address = new Memory(2L + LONGEST_PATH);
                Memory text = new Memory(message.length)) {
            address.clear();
            address.setShort(0, AF_UNIX);
            address.write(2, name, 0, name.length);
            if (name[0] == '@') {
                address.setByte(2, (byte) 0);
            }
            text.write(0, message, 0, message.length);
            Object length =
                    Native.SIZE_T_SIZE == 8 ? (Object) (long) message.length : message.length;
            call(
                    c.getFunction("sendto"),
                    descriptor,
                    text,
                    length,
                    MSG_NOSIGNAL,
                    address,
                    2 + name.length);
        } finally {
            int _ = c.getFunction("close").invokeInt(new Object[] {descriptor});
        }
    }

    private static int call(Function function, Object... arguments) throws IOException {
        int result = function.invokeInt(arguments);
        if (result < 0) {
            throw new IOException(function.getName() + " fails, errno " + Native.getLastError());
        }
        return result;
    }
}
