package dmail.setup.found;

import java.util.List;
import java.util.Optional;

/**
 * All that is found before anything is asked.
 *
 * @param listeners who listens on which port
 * @param spool the system's own, when it has one
 * @param existing what is there of our own
 * @param secrets new ones, in case somebody wants to be given one
 */
public record Facts(
        Host host,
        List<Listener> listeners,
        Optional<Spool> spool,
        Existing existing,
        FreshSecrets secrets) {
    public Facts {
        listeners = List.copyOf(listeners);
    }

    /** Passwords that nobody has seen yet. */
    public record FreshSecrets(String user, String manager) {}

    /** {@return who listens on a port} */
    public Optional<Listener> holderOf(int port) {
        return listeners.stream().filter(listener -> listener.port() == port).findFirst();
    }
}
