package dmail.common.access;

import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerPolicy;
import dmail.common.net.Accepted;
import dmail.common.net.SessionLimits;
import java.net.InetAddress;
import java.util.Optional;

/** Who gets a session at one listener, as its lines say now. */
public final class ListenerAccess {
    /** Whether a client may have a session. */
    public enum Verdict {
        ADMITTED,
        /** An {@code allow} or {@code deny} line keeps it out. */
        EXCLUDED,
        /** The listener has as many sessions as its lines allow, in all or of this client. */
        TOO_MANY
    }

    /** What the listeners of a server share. */
    public record Shared(
            ListenerPolicies policies, ListenerSessions sessions, SessionLimits limits) {
        /** Counts clients as the server's limits do. */
        public Shared(SessionLimits limits) {
            this(new ListenerPolicies(), new ListenerSessions(), limits);
        }

        /** {@return who gets a session at a listener} */
        public ListenerAccess at(ListenerDefinition listener) {
            return new ListenerAccess(listener, this);
        }
    }

    private final ListenerDefinition listener;
    private final Shared shared;

    private ListenerAccess(ListenerDefinition listener, Shared shared) {
        this.listener = listener;
        this.shared = shared;
    }

    /** {@return the listener, as it was when it was opened or last changed} */
    public ListenerDefinition listener() {
        return listener;
    }

    /** {@return how it treats clients now} */
    public ListenerPolicy policy() {
        return shared.policies().of(listener);
    }

    /** {@return whether each connection begins with the header of a proxy} */
    public boolean isBehindProxy() {
        return !policy().proxies().isEmpty();
    }

    /** {@return whether an address is that of a proxy whose header is believed} */
    public boolean isProxy(InetAddress address) {
        return policy().trustsProxy(address);
    }

    /** {@return how a client's connection is encrypted} TLS from the start is for all. */
    public Encryption encryption(InetAddress client) {
        return listener.encryption() == Encryption.IMPLICIT_TLS
                ? Encryption.IMPLICIT_TLS
                : policy().forClient(client).encryption().orElse(listener.encryption());
    }

    /** {@return whether a client may have a session now} */
    public Verdict judge(Accepted connection) {
        ListenerPolicy policy = policy();
        if (policy.equals(ListenerPolicy.NONE)) {
            return Verdict.ADMITTED;
        }
        if (!policy.admits(connection.client())) {
            return Verdict.EXCLUDED;
        }
        return shared.sessions()
                        .hasRoom(
                                listener.name(),
                                policy.forClient(connection.client()),
                                shared.limits().clientGroup(connection.client()))
                ? Verdict.ADMITTED
                : Verdict.TOO_MANY;
    }

    /** {@return where a session that begins is counted; empty when others were faster} */
    public Optional<ListenerSessions.Place> tryEnter(Accepted connection) {
        return shared.sessions()
                .tryEnter(
                        listener.name(),
                        policy().forClient(connection.client()),
                        shared.limits().clientGroup(connection.client()));
    }

    /** A session has ended. */
    public void leave(ListenerSessions.Place place) {
        shared.sessions().leave(place);
    }
}
