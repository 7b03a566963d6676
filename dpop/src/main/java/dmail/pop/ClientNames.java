package dmail.pop;

import dmail.common.net.HostNames;
import dmail.pop.session.PopLog;
import dmail.pop.session.Sessions;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Looks up clients' names while {@code lookup_names} is set. */
final class ClientNames implements AutoCloseable {
    private final HostNames names;
    private final PopLog log;
    private final BooleanSupplier wanted;

    /**
     * @param names closed by {@link #close}
     * @param wanted the current value of {@code lookup_names}
     */
    ClientNames(BooleanSupplier wanted, HostNames names, PopLog log) {
        this.wanted = wanted;
        this.names = names;
        this.log = log;
    }

    /**
     * {@return the name of a client; empty when there is none, or none in time, or the setting is
     * off}
     */
    Optional<String> of(InetAddress client) {
        return wanted.getAsBoolean() ? names.of(client) : Optional.empty();
    }

    /** Looks up the name of a session's client in the background. */
    void seek(Sessions.OpenSession session) {
        if (wanted.getAsBoolean()) {
            Thread.ofVirtual().name("client name").start(() -> tell(session));
        }
    }

    private void tell(Sessions.OpenSession session) {
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
