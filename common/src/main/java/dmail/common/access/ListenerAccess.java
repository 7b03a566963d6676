package dmail.common.access;

import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerPolicy;
import dmail.common.memory.ClientGroup;
import dmail.common.net.Accepted;
import dmail.common.net.SessionLimits;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
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

    /**
     * What holds at a listener now.
     *
     * @param listener its name
     */
    record Holding(String listener, ListenerPolicy policy) {
        static Holding of(ListenerDefinition listener) {
            return new Holding(listener.name(), listener.policy());
        }
    }

    /** What the listeners of a server share. */
    public static final class Shared {
        private final SessionLimits limits;
        private final ListenerSessions sessions = new ListenerSessions();

        private volatile Map<ListenerKey, Holding> holdings = Map.of();

        /** As the lines say, with names of hosts; guarded by this object. */
        private Map<ListenerKey, Holding> configured = Map.of();

        /** The names of hosts in those lines; guarded by this object. */
        private Set<String> hosts = Set.of();

        /** Looks them up; made when a line names one; guarded by this object. */
        private Optional<HostWatch> watch = Optional.empty();

        /** Begins with what the definitions of the listeners say. */
        public Shared(SessionLimits limits) {
            this.limits = limits;
        }

        /** {@return who gets a session at a listener} */
        public ListenerAccess at(ListenerDefinition listener) {
            return new ListenerAccess(listener, this);
        }

        /** Takes the first definitions, if they need more than each listener's own. */
        public void start(List<ListenerDefinition> listeners) {
            if (haveLimits(listeners) || !hosts(listeners).isEmpty()) {
                change(listeners, List::of);
            }
        }

        /**
         * Replaces the policies by those of other definitions.
         *
         * @param open the server's sessions: each is there when {@link ListenerAccess#begun} is
         *     called, and no more when {@link ListenerAccess#leave} is
         */
        public synchronized void change(
                List<ListenerDefinition> listeners,
                Supplier<? extends Collection<ListenerSessions.Place>> open) {
            Map<ListenerKey, Holding> next = new HashMap<>();
            for (ListenerDefinition each : listeners) {
                Holding holding = Holding.of(each);
                next.put(ListenerKey.of(each), holding);
                if (each.isOpen()) {
                    next.put(ListenerKey.at(each.address(), each.port()), holding);
                }
            }
            configured = next;
            hosts = hosts(listeners);
            if (watch.isPresent()) {
                watch.get().want(hosts);
            }
            apply();
            sessions.recount(haveLimits(listeners), open);
        }

        private static boolean haveLimits(List<ListenerDefinition> listeners) {
            for (ListenerDefinition each : listeners) {
                if (!isNone(each.policy()) && each.policy().limitsSessions()) {
                    return true;
                }
            }
            return false;
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

        /** {@return whether lines name hosts that nobody looks up yet} */
        public synchronized boolean hasUnknownHosts() {
            return watch.isEmpty() && !hosts.isEmpty();
        }

        /**
         * Looks up hosts that lines name from now on, in the background, until it is closed.
         *
         * @param lookup the addresses of a host, empty when they can't be known now; may block
         */
        public synchronized void lookUpHosts(Function<String, Optional<List<InetAddress>>> lookup) {
            if (watch.isEmpty()) {
                HostWatch begun = new HostWatch(lookup, System::nanoTime, this::hostsChanged);
                watch = Optional.of(begun);
                begun.want(hosts);
                begun.start();
            }
        }

        private synchronized void hostsChanged() {
            apply();
            sessions.recount();
        }

        /** Puts the addresses of hosts where lines name them. */
        private void apply() {
            holdings = watch.isEmpty() ? configured : withAddresses(watch.get().known());
        }

        private Map<ListenerKey, Holding> withAddresses(Map<String, List<InetAddress>> known) {
            Map<ListenerKey, Holding> next = new HashMap<>();
            configured.forEach((key, holding) ->
                    next.put(
                            key,
                            holding.policy().hosts().isEmpty()
                                    ? holding
                                    : new Holding(
                                            holding.listener(), holding.policy().with(known))));
            return next;
        }

        /** Looks no hosts up any more. */
        public synchronized void close() {
            watch.ifPresent(HostWatch::close);
        }

        /** {@return what holds at a listener; at one that is gone, what its definition says} */
        private ListenerPolicy policyOf(ListenerDefinition listener) {
            Map<ListenerKey, Holding> now = holdings;
            @Nullable Holding found = now.isEmpty() ? null : now.get(ListenerKey.of(listener));
            return found == null ? listener.policy() : found.policy();
        }

        /** {@return what holds for a session; another listener may be where it is} */
        private Optional<Holding> holding(ListenerDefinition listener, InetAddress local) {
            Map<ListenerKey, Holding> now = holdings;
            if (now.isEmpty()) {
                return Optional.empty();
            }
            @Nullable Holding found = now.get(ListenerKey.of(listener));
            boolean isAnyPort = listener.port() == 0;
            if (found == null && !isAnyPort) {
                found = now.get(ListenerKey.at(Optional.of(local), listener.port()));
            }
            if (found == null && !isAnyPort) {
                found = now.get(ListenerKey.at(Optional.empty(), listener.port()));
            }
            return Optional.ofNullable(found);
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
     * @param local the address of its socket here, where the listener is on all of them
     */
    public ListenerPolicy policy(InetAddress local) {
        Optional<Holding> holding = shared.holding(listener, local);
        return holding.isEmpty() ? listener.policy() : holding.get().policy();
    }

    /** {@return what holds for a session now} */
    Holding holding(Accepted connection) {
        return shared.holding(listener, connection.local()).orElseGet(() -> Holding.of(listener));
    }

    /** {@return the group that a client is counted in} */
    ClientGroup clientGroup(InetAddress client) {
        return shared.limits.clientGroup(client);
    }

    /** {@return whether each connection begins with the header of a proxy} */
    public boolean isBehindProxy() {
        return !policy().proxies().isEmpty();
    }

    /** {@return whether an address is that of a proxy whose header is believed} */
    public boolean isProxy(InetAddress address) {
        return policy().trustsProxy(address);
    }

    /** {@return how a connection is encrypted} TLS from the start is for all. */
    public Encryption encryption(Accepted connection) {
        return listener.encryption() == Encryption.IMPLICIT_TLS
                ? Encryption.IMPLICIT_TLS
                : policy(connection.local())
                        .forClient(connection.client())
                        .encryption()
                        .orElse(listener.encryption());
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
        return new ListenerSessions.Place(this, connection);
    }

    /** A session that may begin is one of the open ones now. */
    public void begun(ListenerSessions.Place place) {
        shared.sessions.begun(place);
    }

    /** A session has ended and is none of the open ones any more. */
    public void leave(ListenerSessions.Place place) {
        shared.sessions.leave(place);
    }

    @SuppressWarnings("ReferenceEquality") // It is one object, and asked for in each connection.
    private static boolean isNone(ListenerPolicy policy) {
        return policy == ListenerPolicy.NONE;
    }
}
