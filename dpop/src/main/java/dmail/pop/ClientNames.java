package dmail.pop;

import dmail.common.config.Configuration;
import dmail.common.config.PopSettings;
import dmail.common.net.HostNames;
import dmail.pop.session.PopLog;
import dmail.pop.session.Sessions;
import java.net.InetAddress;
import java.util.Optional;

/** The names of clients, while {@code lookup_names} asks for them. */
final class ClientNames implements AutoCloseable {
    private final HostNames names;
    private final PopLog log;
    private volatile boolean wanted;

    /** Takes the names over: {@link #close} closes them. */
    ClientNames(Configuration configuration, HostNames names, PopLog log) {
        this.names = names;
        this.log = log;
        reload(configuration);
    }

    /** Goes on by other settings. */
    void reload(Configuration next) {
        wanted = next.value(PopSettings.LOOKUP_NAMES);
    }

    /** {@return the name of a client; empty when there is none, or none in time, or not wanted} */
    Optional<String> of(InetAddress client) {
        return wanted ? names.of(client) : Optional.empty();
    }

    /** Lets a session know the name of its client some time, and goes on at once. */
    void seek(Sessions.Presence session) {
        if (wanted) {
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
