package dmail.common.server;

import dmail.common.memory.SessionMemory;
import dmail.common.net.Listener;
import dmail.common.net.SessionLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
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
    public Optional<Listener.Part> serve(Socket socket, SessionMemory session) throws IOException {
        Listener.Service service = services.get(socket.getLocalAddress());
        return service == null ? Optional.empty() : service.serve(socket, session);
    }

    @Override
    public byte[] refusal(InetAddress client, SessionLimits.Entry.TurnedAway why) {
        return fallback.refusal(client, why);
    }

    @Override
    public void acceptFailed(Throwable problem) {
        fallback.acceptFailed(problem);
    }

    @Override
    public void connectionFailed(Socket socket, Throwable problem) {
        fallback.connectionFailed(socket, problem);
    }
}
