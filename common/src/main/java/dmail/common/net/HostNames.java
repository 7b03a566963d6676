package dmail.common.net;

import dmail.common.system.NativeCalls;
import dmail.common.system.SystemBusyException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The names of hosts from the system's resolver. Thread-safe. */
public final class HostNames implements AutoCloseable {
    private final Function<InetAddress, String> resolver;
    private final NativeCalls calls;

    /**
     * @param resolver gives the name, or the address in text when there is none; may block
     * @param timeout the time-out for a look-up
     */
    public HostNames(Function<InetAddress, String> resolver, Duration timeout) {
        this.resolver = resolver;
        this.calls = new NativeCalls(timeout);
    }

    /**
     * Uses the system's resolver. It only gives names that resolve to the address again: whoever
     * owns an address can make its PTR record name somebody else's host.
     */
    public static HostNames ofSystem(Duration timeout) {
        return new HostNames(InetAddress::getCanonicalHostName, timeout);
    }

    /** {@return the name; empty when there is none, or the look-up takes too long} */
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
