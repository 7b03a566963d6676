package dmail.common.system;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a service manager has: a datagram socket in the file system, or of the abstract kind. */
public final class ServiceManagerEar implements AutoCloseable {
    private static final int LARGEST = 4096;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final long TIMEOUT_SECONDS = 20;

    private final NativeLibrary c = NativeLibrary.getInstance("c");
    private final int descriptor;

    /** Listens at that name, as it stands in NOTIFY_SOCKET. */
    public ServiceManagerEar(String name) throws IOException {
        descriptor = call("socket", 1, 2, 0);
        byte[] octets = name.getBytes(StandardCharsets.UTF_8);
        octets[0] = octets[0] == '@' ? 0 : octets[0];
        try (Memory address = new Memory(2L + octets.length);
                Memory timeoutSeconds = new Memory(16)) {
            address.setShort(0, (short) 1);
            address.write(2, octets, 0, octets.length);
            call("bind", descriptor, address, (int) address.size());
            timeoutSeconds.setLong(0, TIMEOUT_SECONDS);
            timeoutSeconds.setLong(8, 0);
            call("setsockopt", descriptor, SOL_SOCKET, SO_RCVTIMEO, timeoutSeconds, 16);
        }
    }

    /** {@return the next datagram} */
    public String hear() throws IOException {
        try (Memory text = new Memory(LARGEST)) {
            int length = call("recv", descriptor, text, (long) LARGEST, 0);
            return new String(text.getByteArray(0, length), StandardCharsets.UTF_8);
        }
    }

    private int call(String function, Object... arguments) throws IOException {
        int result = c.getFunction(function).invokeInt(arguments);
        if (result < 0) {
            throw new IOException(function + " fails");
        }
        return result;
    }

    @Override
    public void close() throws IOException {
        call("close", descriptor);
    }
}
