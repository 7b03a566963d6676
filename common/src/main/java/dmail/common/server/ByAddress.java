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
 * Serves the last connections of a listener on all addresses by the listeners of single ones: a
 * client that connected a moment too early finds what it would find now.
 */
final class ByAddress implements Listener.Service {
    private final Map<InetAddress, Listener.Service> services;
    private final Listener.Service before;

    /**
     * Of what is served now.
     *
     * @param before the service of all addresses; it tells those who are turned away
     */
    ByAddress(Map<InetAddress, Listener.Service> services, Listener.Service before) {
        this.services = Map.copyOf(services);
        this.before = before;
    }

    @Override
    public Optional<Listener.Part> serve(Socket socket, SessionMemory session) throws IOException {
        Listener.Service service = services.get(socket.getLocalAddress());
        return service == null ? Optional.empty() : service.serve(socket, session);
    }

    @Override
    public byte[] refusal(InetAddress client, SessionLimits.Entry.TurnedAway why) {
        return before.refusal(client, why);
    }

    @Override
    public void acceptFailed(Throwable problem) {
        before.acceptFailed(problem);
    }

    @Override
    public void connectionFailed(Socket socket, Throwable problem) {
        before.connectionFailed(socket, problem);
    }
}
