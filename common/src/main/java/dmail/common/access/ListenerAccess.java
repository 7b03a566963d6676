package dmail.common.access;

import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerPolicy;
import dmail.common.net.Accepted;
import dmail.common.net.SessionLimits;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

    /**
     * What makes a listener the same one after a reload. One of its name elsewhere, say at a
     * private address, may be meant for other clients.
     */
    private record ListenerKey(String name, Optional<InetAddress> address, int port) {
        /** Of whichever listener is there. */
        static ListenerKey at(Optional<InetAddress> address, int port) {
            return new ListenerKey("", address, port);
        }

        static ListenerKey of(ListenerDefinition listener) {
            return new ListenerKey(listener.name(), listener.address(), listener.port());
        }
    }

    /** What the listeners of a server share. */
    public static final class Shared {
        private final SessionLimits limits;

        private volatile Map<ListenerKey, ListenerPolicy> policies = Map.of();

        /** As the lines say, with names of hosts; guarded by this object. */
        private Map<ListenerKey, ListenerPolicy> configured = Map.of();

        /** Made when a line names a host; guarded by this object. */
        private Optional<HostWatch> hosts = Optional.empty();

        private final ListenerSessions sessions = new ListenerSessions();

        /** Begins with what the definitions of the listeners say. */
        public Shared(SessionLimits limits) {
            this.limits = limits;
        }

        /** {@return who gets a session at a listener} */
        public ListenerAccess at(ListenerDefinition listener) {
            return new ListenerAccess(listener, this);
        }

        /** Replaces the policies by those of other definitions. */
        public synchronized void change(List<ListenerDefinition> listeners) {
            Map<ListenerKey, ListenerPolicy> next = new HashMap<>();
            for (ListenerDefinition each : listeners) {
                next.put(ListenerKey.of(each), each.policy());
                if (each.isOpen()) {
                    next.put(ListenerKey.at(each.address(), each.port()), each.policy());
                }
            }
            configured = next;
            if (hosts.isPresent()) {
                hosts.get().want(hosts(listeners));
            }
            apply();
        }

        /** {@return whether lines name hosts, for which {@link #lookUpHosts} is meant} */
        public static boolean nameHosts(List<ListenerDefinition> listeners) {
            return !hosts(listeners).isEmpty();
        }

        private static Set<String> hosts(List<ListenerDefinition> listeners) {
            Set<String> names = new HashSet<>();
            for (ListenerDefinition each : listeners) {
                if (!isNone(each.policy())) {
                    names.addAll(each.policy().hosts());
                }
            }
            return names;
        }

        /**
         * Looks up hosts that lines name from now on, in the background, until it is closed.
         *
         * @param lookup the addresses of a host, empty when they can't be known now; may block
         */
        public synchronized void lookUpHosts(Function<String, Optional<List<InetAddress>>> lookup) {
            if (hosts.isEmpty()) {
                HostWatch watch = new HostWatch(lookup, System::nanoTime, this::apply);
                hosts = Optional.of(watch);
                watch.start();
            }
        }

        /** Puts the addresses of hosts where lines name them. */
        private synchronized void apply() {
            policies = hosts.isEmpty() ? configured : withAddresses(hosts.get().known());
            sessions.recount();
        }

        private Map<ListenerKey, ListenerPolicy> withAddresses(
                Map<String, List<InetAddress>> known) {
            Map<ListenerKey, ListenerPolicy> next = new HashMap<>();
            configured.forEach((key, policy) ->
                    next.put(key, policy.hosts().isEmpty() ? policy : policy.with(known)));
            return next;
        }

        /** Looks no hosts up any more. */
        public synchronized void close() {
            hosts.ifPresent(HostWatch::close);
        }

        /** {@return the policy of a listener; of one that is gone, what this definition says} */
        private ListenerPolicy policyOf(ListenerDefinition listener) {
            Map<ListenerKey, ListenerPolicy> now = policies;
            @Nullable ListenerPolicy found =
                    now.isEmpty() ? null : now.get(ListenerKey.of(listener));
            return found == null ? listener.policy() : found;
        }

        /** Of a listener that is gone, another one may be where its sessions are. */
        private ListenerPolicy policyOf(ListenerDefinition listener, InetAddress reached) {
            Map<ListenerKey, ListenerPolicy> now = policies;
            boolean isAnyPort = listener.port() == 0;
            if (now.isEmpty() || isAnyPort || now.containsKey(ListenerKey.of(listener))) {
                return policyOf(listener);
            }
            @Nullable ListenerPolicy there =
                    now.get(ListenerKey.at(Optional.of(reached), listener.port()));
            return there == null
                    ? now.getOrDefault(
                            ListenerKey.at(Optional.empty(), listener.port()), listener.policy())
                    : there;
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
        return shared.policyOf(listener);
    }

    /**
     * {@return how it treats a session now} When lines have given its place to other listeners,
     * that is how the listener there treats it.
     *
     * @param reached the address of its socket, where the listener is on all of them
     */
    public ListenerPolicy policy(InetAddress reached) {
        return shared.policyOf(listener, reached);
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
        if (isNone(policy)) {
            return Verdict.ADMITTED;
        }
        if (!policy.admits(connection.client())) {
            return Verdict.EXCLUDED;
        }
        return shared.sessions.hasRoom(place(connection)) ? Verdict.ADMITTED : Verdict.TOO_MANY;
    }

    /** {@return where a session that begins is counted; empty when others were faster} */
    public Optional<ListenerSessions.Place> tryEnter(Accepted connection) {
        ListenerSessions.Place place = place(connection);
        return shared.sessions.tryEnter(place) ? Optional.of(place) : Optional.empty();
    }

    private ListenerSessions.Place place(Accepted connection) {
        return new ListenerSessions.Place(
                this, connection.client(), shared.limits.clientGroup(connection.client()));
    }

    /** A session has ended. */
    public void leave(ListenerSessions.Place place) {
        shared.sessions.leave(place);
    }

    @SuppressWarnings("ReferenceEquality") // It is one object, and asked for in each connection.
    private static boolean isNone(ListenerPolicy policy) {
        return policy == ListenerPolicy.NONE;
    }
}
