package dmail.common.net;

import dmail.common.system.NativeCalls;
import dmail.common.system.SystemBusyException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** The addresses of hosts from the system's resolver. Thread-safe. */
public final class HostAddresses implements AutoCloseable {
    private final NativeCalls calls;

    /**
     * @param timeout the time-out for a look-up
     */
    public HostAddresses(Duration timeout) {
        this.calls = new NativeCalls(timeout);
    }

    /** {@return the addresses of that name; none when there are none, or it takes too long} */
    public List<InetAddress> of(String name) {
        try {
            return calls.call(() -> resolve(name));
        } catch (SystemBusyException _) {
            return List.of();
        }
    }

    private static List<InetAddress> resolve(String name) {
        try {
            return List.of(InetAddress.getAllByName(name));
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }

    @Override
    public void close() {
        calls.close();
    }
}
