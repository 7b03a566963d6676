package dmail.pop;

import dmail.common.net.HostNames;
import dmail.pop.session.PopLog;
import dmail.pop.session.Sessions;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The names of clients, while {@code lookup_names} asks for them. */
final class ClientNames implements AutoCloseable {
    private final HostNames names;
    private final PopLog log;
    private final BooleanSupplier wanted;

    /**
     * Takes the names over: {@link #close} closes them.
     *
     * @param wanted whether they are to be asked for now
     */
    ClientNames(BooleanSupplier wanted, HostNames names, PopLog log) {
        this.wanted = wanted;
        this.names = names;
        this.log = log;
    }

    /** {@return the name of a client; empty when there is none, or none in time, or not wanted} */
    Optional<String> of(InetAddress client) {
        return wanted.getAsBoolean() ? names.of(client) : Optional.empty();
    }

    /** Lets a session know the name of its client some time, and goes on at once. */
    void seek(Sessions.Presence session) {
        if (wanted.getAsBoolean()) {
            Thread.ofVirtual().name("client name").start(() -> tell(session));
        }
    }

    private void tell(Sessions.Presence session) {
        names.of(session.client().address())
                .ifPresent(name -> {
                    session.named(name);
                    log.named(session.client(), name);
                });
    }

    @Override
    public void close() {
        names.close();
    }
}
