package dmail.common.server;

import dmail.common.memory.SessionMemory;
import dmail.common.net.Accepted;
import dmail.common.net.Listener;
import dmail.common.net.SessionLimits;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/**
 * Serves the last connections of a wildcard listener by the services of the specific addresses that
 * replace it: a client that connected a moment too early finds what it would find now.
 */
final class LocalAddressDispatch implements Listener.Service {
    private final Map<InetAddress, Listener.Service> services;
    private final Listener.Service fallback;

    /**
     * Serves by the address that the client has reached.
     *
     * @param fallback told of failures, and of clients that are turned away
     */
    LocalAddressDispatch(Map<InetAddress, Listener.Service> services, Listener.Service fallback) {
        this.services = Map.copyOf(services);
        this.fallback = fallback;
    }

    @Override
    public Listener.Service at(InetAddress reached) {
        return services.getOrDefault(reached, this);
    }

    /** Nothing serves at that address any more. */
    @Override
    public Optional<Listener.Part> serve(Accepted connection, SessionMemory session) {
        return Optional.empty();
    }

    @Override
    public byte[] refusal(Accepted connection, SessionLimits.Entry.TurnedAway why) {
        return fallback.refusal(connection, why);
    }

    @Override
    public void acceptFailed(Throwable problem) {
        fallback.acceptFailed(problem);
    }

    @Override
    public void connectionFailed(Accepted connection, Throwable problem) {
        fallback.connectionFailed(connection, problem);
    }
}
