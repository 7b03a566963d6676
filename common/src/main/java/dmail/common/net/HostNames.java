package dmail.common.net;

import dmail.common.system.NativeCalls;
import dmail.common.system.SystemBusyException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The names of hosts by DNS, as the system knows it. Safe for many threads. */
public final class HostNames implements AutoCloseable {
    private final Function<InetAddress, String> resolver;
    private final NativeCalls calls;

    /**
     * @param resolver gives the name, or the address again; may block
     * @param timeout how long somebody waits for a name
     */
    public HostNames(Function<InetAddress, String> resolver, Duration timeout) {
        this.resolver = resolver;
        this.calls = new NativeCalls(timeout);
    }

    /**
     * Asks the system, which gives only names that lead back to the address: whoever has an address
     * can give it the name of somebody else.
     */
    public static HostNames ofSystem(Duration timeout) {
        return new HostNames(InetAddress::getCanonicalHostName, timeout);
    }

    /** {@return the name; empty when there is none, or nobody tells it in time} */
    public Optional<String> of(InetAddress address) {
        try {
            return Optional.of(calls.call(() -> resolver.apply(address)))
                    .filter(name -> !name.equals(address.getHostAddress()));
        } catch (SystemBusyException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        calls.close();
    }
}
